namespace CfdBridge.OpenFoam;

/// <summary>A type of which fields are made.</summary>
/// <param name="Name">OpenFOAM's name.</param>
/// <param name="Components">Numbers in an element.</param>
/// <param name="HasBrackets">Whether text puts each element in brackets.</param>
/// <param name="Plural">Name of several in messages.</param>
sealed record ElementType(string Name, int Components, bool HasBrackets, string Plural)
{
    static readonly ElementType[] All =
    [
        new("scalar", 1, false, "scalars"),
        new("vector", 3, true, "vectors"),
        new("sphericalTensor", 1, true, "spherical tensors"),
        new("symmTensor", 6, true, "symmetric tensors"),
        new("tensor", 9, true, "tensors"),
    ];

    public static readonly ElementType Scalar = All[0];
    public static readonly ElementType Vector = All[1];

    /// <summary>The element of <c>volVectorField</c> and the like, or null for other classes.</summary>
    public static ElementType? OfVolField(string kind) => Array.Find(All, e => kind == $"vol{char.ToUpperInvariant(e.Name[0])}{e.Name[1..]}Field");

    /// <summary>Bytes of an element in a raw list, or 0 for types that are written as text even in binary files.</summary>
    public static int BytesOf(string type, FoamHeader header) => type switch
    {
        "label" => header.LabelBytes,
        "edge" or "labelPair" => 2 * header.LabelBytes,
        "vector2D" or "complex" => 2 * header.ScalarBytes,
        "point" => 3 * header.ScalarBytes,
        "bool" or "char" => 1,
        _ => (Array.Find(All, e => e.Name == type)?.Components ?? 0) * header.ScalarBytes,
    };
}

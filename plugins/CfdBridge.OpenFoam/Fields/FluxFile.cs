using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Reads and writes <c>phi</c>, the volume flux through the faces, in m3/s.</summary>
static class FluxFile
{
    static readonly string[] KeepTheirType = ["empty", "wedge", "symmetry", "symmetryPlane", "processor", "cyclic", "cyclicAMI"];

    /// <summary>The flux through all faces [faces] of one process, and its dimensions.</summary>
    /// <exception cref="CaseFormatException">The file is no such field of this mesh.</exception>
    public static (double[] Faces, Dimensions? Dimensions) Read(CaseFolder folder, string path, PolyMesh mesh, CancellationToken cancellationToken)
    {
        if (FieldTemplate.Read(folder, path, cancellationToken) is not { } file || file.Header.Class != SurfaceFlux.Class)
            throw new CaseFormatException(folder.NameOf(path), $"it is no {SurfaceFlux.Class}", "Write it again, or leave the flux out.");
        var faces = new double[mesh.Owner.Length];
        (ValueText.Read(file, file.Internal, ElementType.Scalar, mesh.Neighbour.Length, cancellationToken) ?? throw Odd(file, "internalField")).CopyTo(faces, 0);
        foreach (var patch in mesh.Patches.Where(patch => patch.Size > 0 && patch.Kind != "empty"))
        {
            var value = file.Boundary.Find(patch.Name)?.Find("value") ?? throw Odd(file, $"patch {patch.Name}");
            (ValueText.Read(file, value, ElementType.Scalar, patch.Size, cancellationToken) ?? throw Odd(file, $"patch {patch.Name}")).CopyTo(faces, patch.Start);
        }

        var dimensions = file.Others.FirstOrDefault(entry => entry.Keyword == "dimensions");
        return (faces, dimensions is null ? null : DimensionText.Parse(file.Text(dimensions).Trim('[', ']')));
    }

    /// <summary>Writes the flux of one process.</summary>
    public static void Write(string path, string startName, PolyMesh mesh, double[] faces, bool binary) => AtomicFile.Write(path, into =>
    {
        void Text(string text) => into.Write(Encoding.ASCII.GetBytes(text));
        Text(WrittenHeader.Of(binary, SurfaceFlux.Class, startName, SurfaceFlux.Name));
        Text("dimensions      [0 3 -1 0 0 0 0];\n\noriented        oriented;\n\ninternalField   ");
        ValueText.Write(into, faces.AsSpan(0, mesh.Neighbour.Length), ElementType.Scalar, binary);
        Text(";\n\nboundaryField\n{\n");
        foreach (var patch in mesh.Patches)
        {
            Text($"    {patch.Name}\n    {{\n        type            {(KeepTheirType.Contains(patch.Kind) ? patch.Kind : "calculated")};\n        value           ");
            ValueText.Write(into, patch.Kind == "empty" ? [] : faces.AsSpan(patch.Start, patch.Size), ElementType.Scalar, binary);
            Text(";\n    }\n");
        }

        Text("}\n");
    });

    static CaseFormatException Odd(FieldTemplate file, string what) => new(file.Place, $"the flux of its {what} cannot be read", "Write it again, or leave the flux out.");
}

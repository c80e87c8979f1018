namespace CfdBridge;

/// <summary>One step of a product.</summary>
/// <param name="Path">Absolute path of the data file.</param>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="Mesh">The solver's mesh, cell for cell.</param>
/// <param name="Fields">Every array of the step, companions such as <c>U_std</c> included; the same in all steps of a series.</param>
/// <param name="Predicted">Whether the step was predicted rather than observed.</param>
public sealed record OutputStep(string Path, double TimeSeconds, Mesh Mesh, FieldSet Fields, bool Predicted)
{
    /// <summary>Whether a predicted step can be used; null for an observed one, and for one that nobody judged.</summary>
    public Verdict? Verdict { get; init; }
}

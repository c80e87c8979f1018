namespace CfdBridge;

/// <summary>A run that has ended, as a library keeps it.</summary>
/// <param name="Name">Its name, unique in its library.</param>
/// <param name="Parameters">Run parameters by name, such as <c>Re</c>.</param>
/// <param name="MeshId">Content hash of its mesh (<see cref="Mesh.Id"/>).</param>
/// <param name="Last">Its last so many snapshots, or all where it has fewer; read when asked for.</param>
public sealed record FinishedRun(string Name, IReadOnlyDictionary<string, double> Parameters, string MeshId, Func<int, Trajectory> Last)
{
    /// <summary>How it was solved; null where the library does not know.</summary>
    public CaseNumerics? Numerics { get; init; }

    /// <summary>Its last snapshot.</summary>
    public Snapshot Final => Last(1).Last;
}

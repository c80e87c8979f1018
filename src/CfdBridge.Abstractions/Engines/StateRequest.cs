namespace CfdBridge;

/// <summary>Which state is wanted, and the runs that it may be worked out from.</summary>
public sealed record StateRequest
{
    /// <summary>Mesh of the state.</summary>
    public required Mesh Mesh { get; init; }

    /// <summary>Run parameters of the state, by name.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>The finished runs of the library, all on this mesh.</summary>
    public required IReadOnlyList<FinishedRun> Runs { get; init; }

    /// <summary>Seed of every random choice: the same seed, runs and engine give the same bytes.</summary>
    public ulong Seed { get; init; }
}

namespace CfdBridge;

/// <summary>Which fields are wanted, and what is known of the run.</summary>
public sealed record InterpolationRequest
{
    /// <summary>The observed steps in single precision, at times that may be uneven and have gaps. For sensors: what tells the mesh, the fields and, where there are several, the kind of flow.</summary>
    public required Trajectory Observed { get; init; }

    /// <summary>What is wanted.</summary>
    public required InterpolationTarget Target { get; init; }

    /// <summary>Ensemble members wanted; a deterministic engine returns one.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Seed of every random choice: the same seed, inputs and engine give the same bytes.</summary>
    public ulong Seed { get; init; }

    /// <summary>Known run parameters by name, such as <c>Re</c>.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();
}

namespace CfdBridge;

/// <summary>An interpolation about to be generated.</summary>
/// <param name="Notes">What the engine found and did, in words for the user, one sentence each.</param>
/// <param name="Steps">The steps asked for in rising time, one for each time of the target; enumerated once.</param>
public sealed record Interpolation(IReadOnlyList<string> Notes, IAsyncEnumerable<PredictedStep> Steps)
{
    /// <summary>Model of a trained engine, by its folder; empty for others.</summary>
    public string Model { get; init; } = "";

    /// <summary>Hash of its weights, for the provenance of what it makes.</summary>
    public string ModelSha256 { get; init; } = "";
}

namespace CfdBridge;

/// <summary>One look at a solver's output.</summary>
/// <param name="Steps">Every time step on disk, in rising time; no time twice.</param>
/// <param name="Directories">Directories in which a new step announces itself: events there wake the next scan.</param>
/// <param name="Purges">Whether the solver deletes old steps, so that a gap may be a step that was lost.</param>
public sealed record SourceScan(IReadOnlyList<StepCandidate> Steps, IReadOnlyList<string> Directories, bool Purges);

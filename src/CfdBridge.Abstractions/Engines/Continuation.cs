namespace CfdBridge;

/// <summary>A prediction about to be generated.</summary>
/// <param name="Notes">What the engine found in the window, in words for the user (a period, a rank), one sentence each.</param>
/// <param name="Steps">The predicted steps in rising time; enumerated once.</param>
public sealed record Continuation(IReadOnlyList<string> Notes, IAsyncEnumerable<PredictedStep> Steps);

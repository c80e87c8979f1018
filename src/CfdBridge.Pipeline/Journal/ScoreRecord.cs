namespace CfdBridge.Pipeline;

/// <summary>How a prediction compared with the step that came.</summary>
/// <param name="Continuation">Id of the continuation.</param>
/// <param name="Step">Id of the observed step.</param>
/// <param name="Lead">Predicted steps ahead of the continuation's origin.</param>
/// <param name="Field">Field name.</param>
/// <param name="RelativeL2">Volume-weighted relative L2 error.</param>
/// <param name="FluctuationError">The same error over the rms fluctuation of the observed window.</param>
public sealed record ScoreRecord(long Continuation, long Step, int Lead, string Field, double RelativeL2, double FluctuationError);

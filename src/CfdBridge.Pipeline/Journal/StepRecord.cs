namespace CfdBridge.Pipeline;

/// <summary>A row of the journal: one step and its fate.</summary>
/// <param name="Id">Rises with the order in which steps were journalled.</param>
/// <param name="Epoch">Counts the run's restarts from an earlier time.</param>
/// <param name="Name">The solver's name for the step.</param>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="Fingerprint">As seen on disk when it was taken.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Stored">Name in the store; empty unless taken.</param>
/// <param name="Hash">SHA-256 of the stored file; empty unless taken.</param>
public sealed record StepRecord(long Id, int Epoch, string Name, double TimeSeconds, string Fingerprint, StepFate Fate, string Stored, string Hash);

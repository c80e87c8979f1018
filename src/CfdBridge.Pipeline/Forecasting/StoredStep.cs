namespace CfdBridge.Pipeline;

/// <summary>An observed step that is loaded when needed.</summary>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="LoadAsync">Loads it.</param>
public sealed record StoredStep(double TimeSeconds, Func<CancellationToken, Task<Snapshot>> LoadAsync);

namespace CfdBridge.Training;

/// <summary>How far a training or an evaluation has come.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Step">Steps done of it.</param>
/// <param name="Steps">Its length.</param>
/// <param name="Loss">Mean loss of late, NaN where there is none.</param>
public sealed record WorkProgress(string Stage, int Step, int Steps, double Loss);

namespace CfdBridge.VtkSeries;

/// <summary>A step, and when its files were last written.</summary>
sealed record SeenStep(StepCandidate Candidate, DateTime WrittenUtc);

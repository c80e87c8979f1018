namespace CfdBridge.Training;

/// <summary>An interval about a curve.</summary>
/// <param name="Series">Number of the curve, whose colour it has.</param>
/// <param name="Points">In rising X.</param>
public sealed record Band(int Series, IReadOnlyList<(double X, double Low, double High)> Points);

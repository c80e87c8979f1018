namespace CfdBridge.Training;

/// <summary>Error of a field over a run, percent.</summary>
/// <param name="Relative">L2 of the error over L2 of the field, mean over snapshots.</param>
/// <param name="Fluctuation">L2 of the error over L2 of the field's deviation from its mean in time.</param>
public sealed record FieldError(double Relative, double Fluctuation);

namespace CfdBridge.Training;

/// <summary>One curve of a chart.</summary>
/// <param name="Points">In drawing order; where one is not finite the curve has a gap.</param>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, SeriesStyle Style = SeriesStyle.Line);

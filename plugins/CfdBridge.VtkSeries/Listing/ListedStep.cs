namespace CfdBridge.VtkSeries;

/// <summary>A step as its folder or index names it.</summary>
/// <param name="Name">Path relative to the series, without extension, with forward slashes.</param>
/// <param name="Files">Absolute paths; several where an index gives a step in parts.</param>
/// <param name="IndexTime">Time by the index, or null where none says it.</param>
/// <param name="Number">The number in the file's name: the last resort for a time.</param>
sealed record ListedStep(string Name, IReadOnlyList<string> Files, double? IndexTime, double Number);

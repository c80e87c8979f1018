namespace CfdBridge.VtkSeries;

/// <summary>One line of an index.</summary>
/// <param name="TimeSeconds">Time, seconds.</param>
/// <param name="Path">Absolute path of the file.</param>
sealed record IndexEntry(double TimeSeconds, string Path);

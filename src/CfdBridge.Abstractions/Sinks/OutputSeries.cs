namespace CfdBridge;

/// <summary>The index of a product.</summary>
/// <param name="Directory">Absolute path of the folder that holds the index.</param>
/// <param name="Name">Name of the product, such as <c>combined</c>.</param>
/// <param name="Entries">Its steps in rising time.</param>
public sealed record OutputSeries(string Directory, string Name, IReadOnlyList<OutputEntry> Entries);

/// <summary>One step of an index.</summary>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="RelativePath">Path of the data file, relative to the index, with forward slashes.</param>
public sealed record OutputEntry(double TimeSeconds, string RelativePath);

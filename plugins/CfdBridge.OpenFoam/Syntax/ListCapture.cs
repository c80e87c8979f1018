namespace CfdBridge.OpenFoam;

/// <summary>Which list of a file is wanted; all others are skipped unread.</summary>
/// <param name="Keyword">Entry at the top of the file that holds the list.</param>
/// <param name="Read">Reads the elements that come next: stream, header, type name or null where none is written, declared number of elements.</param>
sealed record ListCapture(string Keyword, Func<FoamStream, FoamHeader, string?, long, Array> Read);

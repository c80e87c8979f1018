namespace CfdBridge.Vtk;

/// <summary>A <c>.pvtu</c> and its kin: one dataset in pieces, a file for each rank.</summary>
public static class ParallelFile
{
    /// <summary>Absolute paths of the pieces, in order.</summary>
    /// <exception cref="CaseFormatException">The file is missing, cut short or names no piece.</exception>
    public static IReadOnlyList<string> Pieces(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var pieces = XmlIndex.Load(path).Descendants("Piece")
            .Select(piece => (string?)piece.Attribute("Source"))
            .OfType<string>()
            .Where(source => source.Length > 0)
            .Select(source => XmlIndex.Beside(path, source))
            .ToArray();
        return pieces.Length > 0 ? pieces : throw new CaseFormatException(path, "it names no piece", "Write the step again.");
    }
}

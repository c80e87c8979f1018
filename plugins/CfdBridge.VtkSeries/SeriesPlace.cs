using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>Tells from a path what kind of series stands there.</summary>
static class SeriesPlace
{
    const string FunctionObjects = "postProcessing";

    /// <summary>Whether a series can be read there. An OpenFOAM case is not one, whatever VTK it has inside.</summary>
    public static bool Recognises(string path)
    {
        try
        {
            if (File.Exists(path)) return IndexFile.IsIndex(path) || VtkFormat.IsData(path);
            return Directory.Exists(path) && !IsFoamCase(path) && (HasSeries(path) || SeriesFolders(path).Count > 0);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <exception cref="CaseFormatException">There are several series and none is chosen, or none at all.</exception>
    public static IListing Open(string path, VtkSeriesOptions options)
    {
        if (IndexFile.IsIndex(path)) return new IndexListing(path);
        if (VtkFormat.IsData(path) && !Directory.Exists(path)) return new SingleFile(path);
        if (!Directory.Exists(path))
            throw new CaseFormatException(path, "there is no such file or folder", "Is the path misspelt?");
        var indices = Indices(path);
        if (NumberedFolder.SeriesIn(path).Count > 0) return new NumberedFolder(path, options.Series);
        if (indices.Length == 1) return new IndexListing(indices[0]);
        if (indices.Length > 1)
            throw new CaseFormatException(path, $"it holds {indices.Length} series ({Names(indices)})", $"Name one of them, for example {indices[0]}.");
        var folders = SeriesFolders(path);
        return folders.Count switch
        {
            1 => new NumberedFolder(folders[0], options.Series),
            0 => throw new CaseFormatException(path, "it holds no VTK files with numbers in their names", "Has the solver written its first step? Name the folder in which the files appear."),
            _ => throw new CaseFormatException(path, $"it holds {folders.Count} series ({Names(folders)})", $"Name one of them, for example {folders[0]}."),
        };
    }

    static bool IsFoamCase(string path) => File.Exists(Path.Combine(path, "system", "controlDict"));

    static bool HasSeries(string path) => NumberedFolder.SeriesIn(path).Count > 0 || Indices(path).Length > 0;

    // One folder for each function object; most of them hold tables.
    static IReadOnlyList<string> SeriesFolders(string path) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) != FunctionObjects
            ? []
            : [.. Directory.EnumerateDirectories(path).Where(f => NumberedFolder.SeriesIn(f).Count > 0).Order(StringComparer.Ordinal)];

    static string[] Indices(string path) =>
        [.. Directory.EnumerateFiles(path).Where(f => IndexFile.IsIndex(f) && !f.Contains(AtomicFile.TemporaryMark, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    static string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(Path.GetFileName));
}

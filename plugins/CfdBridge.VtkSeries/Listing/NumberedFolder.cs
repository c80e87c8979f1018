using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>
/// A folder of numbered VTK files: what plain solvers write, and the layouts of OpenFOAM's vtkWrite and foamToVTK,
/// whose steps are numbered <c>.vtm</c> files. An index beside them gives times, and tells which files are leftovers
/// of an earlier run: on a restart from an earlier time OpenFOAM drops the later steps from its index only.
/// </summary>
sealed class NumberedFolder(string folder, string wanted) : IListing
{
    readonly Dictionary<string, IndexFile> indices = [];

    public IReadOnlyList<string> Directories { get; } = [folder];

    /// <summary>The numbered series in a folder, parts of other files left out.</summary>
    public static IReadOnlyList<IGrouping<string, NumberedFile>> SeriesIn(string folder)
    {
        var files = new DirectoryInfo(folder).EnumerateFiles().Select(f => NumberedFile.Parse(f.FullName)).OfType<NumberedFile>().ToArray();
        // What names other files is the series; the files that it names are its parts.
        var chosen = files.Where(f => VtkFormat.IsMultiBlock(f.Path)).ToArray();
        if (chosen.Length == 0) chosen = [.. files.Where(f => VtkFormat.IsParallel(f.Path))];
        return [.. (chosen.Length == 0 ? files : chosen).GroupBy(f => f.Series)];
    }

    public IReadOnlyList<ListedStep> List()
    {
        if (!Directory.Exists(folder))
            throw new CaseFormatException(folder, "the folder does not exist", "Has the solver removed it, or is the path misspelt?");
        var series = SeriesIn(folder);
        if (series.Count == 0) return [];
        var files = Chosen(series);
        var index = IndexOf(files.First());
        var times = new Dictionary<string, double>();
        foreach (var entry in index?.Read() ?? []) times[entry.Path] = entry.TimeSeconds;
        var trusted = files.Any(f => times.ContainsKey(f.Path));
        return
        [
            .. files.Where(f => !trusted || times.ContainsKey(f.Path) || !IsLeftover(f, index!)) // trusted only with an index
                .Select(f => new ListedStep(RelativeName.Of(folder, f.Path), [f.Path], times.TryGetValue(f.Path, out var time) ? time : null, f.Number)),
        ];
    }

    IEnumerable<NumberedFile> Chosen(IReadOnlyList<IGrouping<string, NumberedFile>> series)
    {
        if (wanted.Length > 0)
        {
            return series.FirstOrDefault(s => s.First().Prefix == wanted)
                ?? throw new CaseFormatException(folder, $"there is no series \"{wanted}\"", NearMatch.Hint(wanted, series.Select(s => s.First().Prefix)));
        }

        if (series.Count == 1) return series[0];
        var names = string.Join(", ", series.Select(s => s.Key).Order(StringComparer.Ordinal));
        throw new CaseFormatException(folder, $"it holds {series.Count} series ({names})",
            $"Choose one by Plugins:vtk-series:Series, for example \"{series[0].First().Prefix}\".");
    }

    IndexFile? IndexOf(NumberedFile file)
    {
        var stem = file.Prefix.TrimEnd('_', '-', '.');
        foreach (var name in new[] { $"{stem}{file.Extension}.series", $"{file.Prefix}{file.Extension}.series", $"{stem}.pvd" })
        {
            var path = Path.Combine(folder, name);
            if (indices.TryGetValue(path, out var known)) return known;
            if (File.Exists(path)) return indices[path] = new(path);
        }

        return null;
    }

    // A step newer than the index has not been entered yet; an older one that is not entered was dropped.
    static bool IsLeftover(NumberedFile file, IndexFile index) => File.GetLastWriteTimeUtc(file.Path) < index.WrittenUtc;
}

namespace CfdBridge.VtkSeries;

/// <summary>The steps that an index names; files of one time are parts of one step.</summary>
sealed class IndexListing(string path) : IListing
{
    readonly IndexFile index = new(path);
    readonly string folder = Path.GetDirectoryName(path)!; // a file has a folder

    public IReadOnlyList<string> Directories { get; } = [Path.GetDirectoryName(path)!];

    public IReadOnlyList<ListedStep> List()
    {
        var entries = index.Read();
        if (entries.Count == 0 && !File.Exists(path))
            throw new CaseFormatException(path, "the file does not exist", "Has the solver removed it, or is the path misspelt?");
        return [.. entries.GroupBy(e => e.TimeSeconds).Select(Step)];
    }

    ListedStep Step(IGrouping<double, IndexEntry> parts)
    {
        string[] files = [.. parts.Select(p => p.Path).Distinct()];
        return new(RelativeName.Of(folder, files[0]), files, parts.Key, parts.Key);
    }
}

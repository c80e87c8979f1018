namespace CfdBridge.VtkSeries;

/// <summary>One VTK file as a series of one step.</summary>
sealed class SingleFile(string path) : IListing
{
    public IReadOnlyList<string> Directories { get; } = [Path.GetDirectoryName(path)!]; // a file has a folder

    public IReadOnlyList<ListedStep> List() => File.Exists(path)
        ? [new(Path.GetFileNameWithoutExtension(path), [path], null, 0)]
        : throw new CaseFormatException(path, "the file does not exist", "Has the solver removed it, or is the path misspelt?");
}

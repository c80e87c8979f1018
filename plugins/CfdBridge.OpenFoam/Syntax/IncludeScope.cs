namespace CfdBridge.OpenFoam;

/// <summary>
/// Follows <c>#include</c>. A case is data from somewhere else, so nothing outside its directory is opened: not through
/// <c>..</c>, an absolute path, or a symbolic link.
/// </summary>
/// <param name="path">The file that is being read; its includes are looked for beside it.</param>
sealed class IncludeScope(CaseFolder folder, string path, CancellationToken cancellationToken)
{
    const int DeepestNesting = 16;

    readonly Stack<string> open = new([path]);

    public void Leave() => open.Pop();

    /// <summary>Opens an included file and enters it, or returns null where it does not exist and that is allowed.</summary>
    public FoamStream? Open(string text, string place, bool mayBeMissing)
    {
        var root = RealPath.Of(folder.Root) ?? folder.Root;
        var real = RealPath.Of(Expand(text, place));
        if (real is null || !RealPath.IsInside(real, root))
            throw new CaseFormatException(place, $"#include \"{text}\" leads out of the case directory", "Copy the file into the case and include it from there.");
        if (open.Any(file => RealPath.Of(file) == real))
            throw new CaseFormatException(place, $"#include \"{text}\" includes itself in a circle", "Remove one of the includes.");
        if (open.Count >= DeepestNesting)
            throw new CaseFormatException(place, $"files are included deeper than {DeepestNesting}", "Put their text into one file.");
        if (!FoamFiles.Exists(real))
        {
            return mayBeMissing
                ? null
                : throw new CaseFormatException(place, $"#include \"{text}\" names a file that does not exist", "Write the file, or use #includeIfPresent.");
        }

        var stream = FoamFiles.Open(folder, real, cancellationToken);
        open.Push(real);
        return stream;
    }

    string Expand(string text, string place)
    {
        var expanded = text.Replace("${FOAM_CASE}", folder.Root).Replace("$FOAM_CASE", folder.Root)
            .Replace("<case>", folder.Root).Replace("<system>", folder.At("system")).Replace("<constant>", folder.At("constant"));
        if (expanded.Contains('$') || expanded.StartsWith('~') || expanded.StartsWith('<') || expanded.Contains('\0'))
            throw new CaseFormatException(place, $"#include \"{text}\" names a place outside the case directory", "Copy the file into the case and include it from there.");
        return Path.GetFullPath(expanded, Path.GetDirectoryName(open.Peek()) ?? folder.Root);
    }
}

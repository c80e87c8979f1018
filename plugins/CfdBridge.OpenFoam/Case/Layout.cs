using System.Globalization;
using System.Text.RegularExpressions;

namespace CfdBridge.OpenFoam;

/// <summary>One of the ways in which a case lies on disk; a case may have several side by side.</summary>
/// <param name="Folders">Where the time directories are, in rising rank.</param>
/// <param name="IsDecomposed">Whether the mesh is cut into the parts of several ranks.</param>
sealed partial record Layout(IReadOnlyList<RankFolder> Folders, bool IsDecomposed)
{
    public int RankCount => Folders[^1].FirstRank + Folders[^1].RankCount;

    /// <summary>Whether one file holds the parts of several ranks.</summary>
    public bool IsCollated { get; } = IsDecomposed && Folders.Any(f => Path.GetFileName(f.Path).StartsWith("processors", StringComparison.Ordinal));

    /// <summary>Tells layouts apart across scans.</summary>
    public string Key { get; } = string.Join('|', Folders.Select(f => f.Path));

    public static Layout SerialOf(CaseFolder folder) => new([new(folder.Root, 0, 1)], IsDecomposed: false);

    /// <summary>
    /// Decomposed layouts: <c>processor0, processor1, ...</c> (as many as follow each other without a gap), and a collated
    /// one for each number of ranks whose directories together hold all of them.
    /// </summary>
    public static IReadOnlyList<Layout> DecomposedOf(CaseFolder folder)
    {
        var single = new SortedDictionary<int, RankFolder>();
        var collated = new SortedDictionary<int, List<RankFolder>>();
        foreach (var path in Directories(folder.Root))
        {
            var match = RankName.Match(Path.GetFileName(path));
            if (!match.Success) continue;
            var number = int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
            if (!match.Groups["s"].Success)
            {
                single[number] = new(path, number, 1);
                continue;
            }

            var first = match.Groups["a"].Success ? int.Parse(match.Groups["a"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            var last = match.Groups["b"].Success ? int.Parse(match.Groups["b"].ValueSpan, CultureInfo.InvariantCulture) : number - 1;
            if (!collated.TryGetValue(number, out var parts)) collated[number] = parts = [];
            if (last >= first && last < number) parts.Add(new(path, first, last - first + 1));
        }

        var layouts = new List<Layout>();
        var consecutive = single.Values.TakeWhile((f, i) => f.FirstRank == i).ToArray();
        if (consecutive.Length > 0) layouts.Add(new(consecutive, IsDecomposed: true));
        foreach (var (ranks, parts) in collated)
        {
            parts.Sort((x, y) => x.FirstRank.CompareTo(y.FirstRank));
            var next = 0;
            foreach (var part in parts) next = part.FirstRank == next ? next + part.RankCount : -1;
            if (next == ranks && ranks > 0) layouts.Add(new(parts, IsDecomposed: true));
        }

        return layouts;
    }

    static string[] Directories(string root)
    {
        try
        {
            return Directory.GetDirectories(root, "processor*");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return []; // gone between two looks; whoever needs the case will say so
        }
    }

    [GeneratedRegex(@"^processor(?<s>s)?(?<n>\d{1,7})(?(s)(_(?<a>\d{1,7})-(?<b>\d{1,7}))?)$")]
    static partial Regex RankName { get; }
}

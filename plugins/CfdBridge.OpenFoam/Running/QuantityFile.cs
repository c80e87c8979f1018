using System.Globalization;

namespace CfdBridge.OpenFoam;

/// <summary>What function objects write of a quantity of interest: tables below <c>postProcessing</c>.</summary>
static class QuantityFile
{
    // What is looked for where nobody names a column: the lift tells of an oscillation, else the first number.
    static readonly string[] Preferred = ["Cl", "Cy"];

    /// <summary>Reads a quantity, its restarts put together.</summary>
    /// <param name="asked">Function object, or function object and column with a colon between; empty for the first that there is.</param>
    public static QuantityHistory Read(string caseDirectory, string asked)
    {
        var root = Path.Combine(caseDirectory, "postProcessing");
        if (!Directory.Exists(root)) return QuantityHistory.None;
        var (name, column) = asked.IndexOf(':') is > 0 and var colon ? (asked[..colon], asked[(colon + 1)..]) : (asked, "");
        var folder = name.Length > 0
            ? Path.Combine(root, name)
            : Directory.GetDirectories(root).Order(StringComparer.Ordinal).FirstOrDefault(one => Tables(one).Any()) ?? root;
        var values = new SortedDictionary<double, double>();
        var title = "";
        foreach (var table in Tables(folder)) title = ReadTable(table, column, values) ?? title;
        return new(title.Length > 0 ? $"{Path.GetFileName(folder)}:{title}" : "", [.. values.Keys], [.. values.Values]);
    }

    // Of each start the newest table: a later start overrides an earlier one from its time on.
    static IEnumerable<string> Tables(string folder) => !Directory.Exists(folder) ? [] : Directory.GetDirectories(folder)
        .Where(start => TimeName.TryParse(Path.GetFileName(start), out _))
        .OrderBy(start => double.Parse(Path.GetFileName(start), CultureInfo.InvariantCulture))
        .SelectMany(start => Directory.GetFiles(start, "*.dat").Order(StringComparer.Ordinal).Take(1));

    static string? ReadTable(string path, string column, SortedDictionary<double, double> values)
    {
        string[] titles = [];
        var at = -1;
        foreach (var line in Lines(path))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('#'))
            {
                if (words.Length > 2 && words[1] == "Time") titles = words[1..];
                continue;
            }

            if (at < 0) at = Column(titles, column);
            if (at > 0 && at < words.Length && Numbers.TryParse(words[0], out var time) && Numbers.TryParse(words[at], out var value)) values[time] = value;
        }

        return at > 0 ? titles[at] : null;
    }

    static int Column(string[] titles, string column) =>
        column.Length > 0 ? Array.IndexOf(titles, column)
        : Preferred.Select(name => Array.IndexOf(titles, name)).FirstOrDefault(index => index > 0) is > 0 and var known ? known
        : titles.Length > 1 ? 1 : -1;

    // The solver may be writing the last line.
    static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

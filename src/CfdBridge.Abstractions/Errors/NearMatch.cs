namespace CfdBridge;

/// <summary>Finds what the user may have meant.</summary>
public static class NearMatch
{
    /// <summary>"Known: a, b, c. Did you mean "b"?" The question stands only where a known name is near.</summary>
    public static string Hint(string unknown, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(unknown);
        var names = known.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return "None is known here.";
        var nearest = names.MinBy(name => Distance(unknown.ToLowerInvariant(), name.ToLowerInvariant()))!; // names is not empty
        var near = Distance(unknown.ToLowerInvariant(), nearest.ToLowerInvariant()) <= Math.Max(1, unknown.Length / 3);
        return $"Known: {string.Join(", ", names)}.{(near ? $" Did you mean \"{nearest}\"?" : "")}";
    }

    // Levenshtein's distance, one row at a time.
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}

namespace CfdBridge;

/// <summary>Finds what the user may have meant.</summary>
public static class NearMatch
{
    const int Listed = 24; // names that an error can show and still be read

    /// <summary>"Known: a, b, c. Did you mean "b"?" The question stands only where a known name is near; of many names only the nearest are listed.</summary>
    public static string Hint(string unknown, IEnumerable<string> all)
    {
        ArgumentNullException.ThrowIfNull(unknown);
        var names = all.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return "None is known here.";
        int Far(string name) => Distance(unknown.ToLowerInvariant(), name.ToLowerInvariant());
        string[] nearest = [.. names.OrderBy(Far).Take(Listed)];
        var known = names.Length <= Listed ? $"Known: {string.Join(", ", names)}." : $"{names.Length} are known, the nearest: {string.Join(", ", nearest)}.";
        return Far(nearest[0]) <= Math.Max(1, unknown.Length / 3) ? $"{known} Did you mean \"{nearest[0]}\"?" : known;
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

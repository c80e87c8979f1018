namespace CfdBridge.OpenFoam;

/// <summary>Keywords and their entries. Macros in them stand as they were written until somebody needs the value.</summary>
sealed class FoamDictionary(string place, FoamDictionary? parent)
{
    readonly Dictionary<string, FoamEntry> entries = [];

    /// <summary>File and line, for messages.</summary>
    public string Place => place;

    public FoamDictionary? Parent => parent;

    public IEnumerable<string> Keywords => entries.Keys;

    public FoamEntry? Find(string keyword) => entries.GetValueOrDefault(keyword);

    /// <summary>Adds an entry as OpenFOAM does: a later one replaces an earlier one, two dictionaries become one.</summary>
    public void Add(FoamEntry entry)
    {
        if (entry.Dictionary is { } added && Find(entry.Keyword)?.Dictionary is { } present && added != present) present.Merge(added);
        else entries[entry.Keyword] = entry;
    }

    /// <summary>Adds all entries of another dictionary.</summary>
    public void Merge(FoamDictionary other)
    {
        foreach (var entry in other.entries.Values.ToArray()) Add(entry);
    }

    /// <summary>The word or text of an entry, macros resolved, or null where there is no such entry.</summary>
    public string? TextOf(string keyword) =>
        Find(keyword) is not { } entry ? null
        : MacroExpansion.Resolve(entry, this) is [{ Kind: TokenKind.Word or TokenKind.Text or TokenKind.Number } only] ? only.Text
        : throw new CaseFormatException(entry.Place, $"{keyword} is not a single word", "Write it as one word or number.");

    /// <summary>The number of an entry, macros resolved, or null where there is no such entry.</summary>
    public double? NumberOf(string keyword) =>
        TextOf(keyword) is not { } text ? null
        : Numbers.TryParse(text, out var number) ? number
        : throw new CaseFormatException(Find(keyword)?.Place ?? Place, $"{keyword} is \"{text}\", not a number", "Write a number.");

    /// <summary>What a macro names: <c>:a.b</c> from the top, <c>..b</c> from the dictionary outside, <c>a.b</c> from here outwards.</summary>
    public (FoamEntry Entry, FoamDictionary Scope)? Lookup(string name)
    {
        var scope = this;
        if (name.StartsWith(':') || name.StartsWith('!'))
        {
            while (scope.Parent is { } outer) scope = outer;
            return scope.Inside(name[1..].TrimStart('/'));
        }

        if (name.StartsWith('.'))
        {
            for (name = name[1..]; name.StartsWith('.'); name = name[1..])
            {
                if (scope.Parent is not { } outer) return null;
                scope = outer;
            }

            return scope.Inside(name.TrimStart('/'));
        }

        for (var at = this; at is not null; at = at.Parent)
        {
            if (at.Inside(name) is { } found) return found;
        }

        return null;
    }

    (FoamEntry, FoamDictionary)? Inside(string path)
    {
        if (Find(path) is { } entry) return (entry, this); // keywords may hold dots themselves
        var cut = path.IndexOfAny(['.', '/']);
        return cut > 0 && Find(path[..cut])?.Dictionary is { } inner ? inner.Inside(path[(cut + 1)..]) : null;
    }
}

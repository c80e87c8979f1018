using System.Globalization;
using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Finds where the entries of a file stand, binary lists in between passed over.</summary>
sealed class EntrySpans(byte[] bytes, FoamHeader header, string name)
{
    const int DeepestNesting = 64;

    int at;

    /// <summary>The entries at the top of the file, its header among them.</summary>
    public IReadOnlyList<EntrySpan> Read() => Entries(depth: 0);

    List<EntrySpan> Entries(int depth)
    {
        if (depth > DeepestNesting) throw Error($"dictionaries are nested deeper than {DeepestNesting}");
        var entries = new List<EntrySpan>();
        for (SkipSpace(); at < bytes.Length; SkipSpace())
        {
            if (bytes[at] == '}' && depth > 0) return entries;
            if (bytes[at] == ';') at++;
            else entries.Add(bytes[at] == '#' ? Directive() : Entry(depth));
        }

        return depth == 0 ? entries : throw Error("the file ends inside a dictionary");
    }

    // To the end of the line: what an #include names, or a function that stands for entries.
    EntrySpan Directive()
    {
        var start = at;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            if (bytes[at] == '{' && at + 1 < bytes.Length && bytes[at - 1] == '#') SkipCode();
            else at++;
        }

        return new(Encoding.UTF8.GetString(bytes, start, at - start).Trim(), start, start, at, null);
    }

    EntrySpan Entry(int depth)
    {
        var start = at;
        var keyword = Keyword();
        SkipSpace();
        var value = at;
        if (at < bytes.Length && bytes[at] == '{')
        {
            at++;
            var children = Entries(depth + 1);
            at++; // the closing brace, at which the entries end
            return new(keyword, start, value, at, children);
        }

        SkipValue(keyword);
        return new(keyword, start, value, at, null);
    }

    string Keyword()
    {
        var start = at;
        if (bytes[at] == '"')
        {
            SkipQuotes();
            return Encoding.UTF8.GetString(bytes, start + 1, at - start - 2);
        }

        for (var depth = 0; at < bytes.Length; at++)
        {
            var c = bytes[at];
            if (c is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)';' or (byte)'{' or (byte)'}' or (byte)'"') break;
            if (c == '(') depth++;
            if (c == ')' && --depth < 0) break;
        }

        return at > start ? Encoding.UTF8.GetString(bytes, start, at - start) : throw Error($"unexpected character \"{(char)bytes[at]}\"");
    }

    void SkipValue(string keyword)
    {
        var word = at; // where the last word began
        for (var open = 0; at < bytes.Length;)
        {
            SkipSpace();
            if (at >= bytes.Length) break;
            var c = bytes[at];
            if (c == ';' && open == 0)
            {
                at++;
                return;
            }

            if (c == '}' && open == 0 && keyword.StartsWith('$')) return; // a macro may stand without a semicolon
            if (c == '"') SkipQuotes();
            else if (c == '#' && at + 1 < bytes.Length && bytes[at + 1] == '{') SkipCode();
            else if (c is (byte)'(' or (byte)'{' or (byte)'[') (open, at) = (open + 1, at + 1);
            else if (c is (byte)')' or (byte)'}' or (byte)']') (open, at) = (open - 1, at + 1);
            else if (c == ';') at++;
            else
            {
                word = at;
                while (at < bytes.Length && bytes[at] is not ((byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)';' or (byte)'(' or (byte)')' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'"')) at++;
                if (at == word) throw Error($"unexpected character \"{(char)c}\"");
                SkipRawList(bytes.AsSpan(word..at));
            }

            if (open < 0) throw Error($"the entry {keyword} has no semicolon before a closing bracket");
        }

        throw Error($"the file ends inside the entry {keyword}");
    }

    // "List<vector> 12(" and raw numbers; text lists are balanced brackets and need nothing.
    void SkipRawList(ReadOnlySpan<byte> word)
    {
        if (!header.IsBinary || !word.StartsWith("List<"u8) || word[^1] != '>') return;
        var size = ElementType.BytesOf(Encoding.UTF8.GetString(word[5..^1]), header);
        if (size == 0) return;
        SkipSpace();
        var start = at;
        while (at < bytes.Length && char.IsAsciiDigit((char)bytes[at])) at++;
        if (!int.TryParse(bytes.AsSpan(start..at), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw Error("a list has no length");
        SkipSpace();
        if (count == 0 || at >= bytes.Length || bytes[at] != '(') return; // empty, or one value for all in braces
        if (bytes.Length - at - 2 < (long)count * size) throw Error($"the file ends in a list of {count} elements");
        at += 1 + count * size;
        if (bytes[at++] != ')') throw Error($"a list of {count} elements is not closed after them");
    }

    void SkipQuotes()
    {
        for (at++; at < bytes.Length && bytes[at] != '"'; at++)
        {
            if (bytes[at] == '\\') at++;
        }

        if (++at > bytes.Length) throw Error("the file ends inside a text in quotes");
    }

    void SkipCode()
    {
        var end = bytes.AsSpan(at).IndexOf("#}"u8);
        at = end >= 0 ? at + end + 2 : throw Error("the file ends inside code");
    }

    void SkipSpace()
    {
        while (at < bytes.Length)
        {
            if (bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r') at++;
            else if (bytes[at] == '/' && at + 1 < bytes.Length && bytes[at + 1] == '/') SkipPast("\n"u8);
            else if (bytes[at] == '/' && at + 1 < bytes.Length && bytes[at + 1] == '*') SkipPast("*/"u8);
            else return;
        }
    }

    void SkipPast(ReadOnlySpan<byte> mark)
    {
        var end = bytes.AsSpan(at).IndexOf(mark);
        at = end < 0 ? bytes.Length : at + end + mark.Length;
    }

    CaseFormatException Error(string fact) =>
        new($"{name}, line {1 + bytes.AsSpan(0, Math.Min(at, bytes.Length)).Count((byte)'\n')}", fact, "Are braces balanced? foamDictionary says more of such a file.");
}

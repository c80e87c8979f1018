namespace CfdBridge.OpenFoam;

/// <summary>Reads OpenFOAM's dictionaries, whether <c>controlDict</c> or a field file with binary lists in it.</summary>
sealed class DictionaryParser(FoamStream stream, FoamHeader header, IncludeScope? includes, ListCapture? capture)
{
    const int DeepestNesting = 64;

    // Longer values, such as tables in boundary conditions, are never asked for: they are read and forgotten.
    const int MostTokens = 1 << 16;

    readonly Tokenizer tokens = new(stream);

    /// <summary>Reads a whole file after its header.</summary>
    public FoamDictionary ReadFile()
    {
        var top = new FoamDictionary(stream.Name, parent: null);
        ReadEntries(top, depth: 0);
        return top;
    }

    /// <summary>Reads a dictionary after its opening brace, closing brace included.</summary>
    public void ReadBody(FoamDictionary into) => ReadEntries(into, depth: 1);

    void ReadEntries(FoamDictionary into, int depth)
    {
        if (depth > DeepestNesting) throw stream.Error($"dictionaries are nested deeper than {DeepestNesting}", "Write the file again; this one is damaged.");
        while (true)
        {
            var token = tokens.Next();
            switch (token.Kind)
            {
                case TokenKind.End when depth == 0:
                    return;
                case TokenKind.End:
                    throw stream.Error($"the file ends inside the dictionary that begins at {into.Place}", FoamStream.StillWriting);
                case TokenKind.Mark when token.Is('}') && depth > 0:
                    return;
                case TokenKind.Mark when token.Is(';'):
                    break; // stray, as after "#include" and "}"
                case TokenKind.Directive:
                    ReadDirective(token, into, depth);
                    break;
                case TokenKind.Variable:
                    if (into.Lookup(token.Text)?.Entry.Dictionary is { } other && other != into) into.Merge(other);
                    break;
                case TokenKind.Word or TokenKind.Text or TokenKind.Number:
                    into.Add(ReadEntry(token, into, depth));
                    break;
                default:
                    throw stream.Error($"expected a keyword, found {token}", "Are braces unbalanced? Write the file again; this one is damaged.");
            }
        }
    }

    FoamEntry ReadEntry(Token keyword, FoamDictionary owner, int depth)
    {
        var place = $"{stream.Name}, line {keyword.Line}";
        var values = new List<Token>();
        for (var open = 0; ;)
        {
            var token = tokens.Next();
            if (token.Is('{') && values.Count == 0)
            {
                var inner = new FoamDictionary(place, owner);
                ReadEntries(inner, depth + 1);
                return new(keyword.Text, [], inner, place);
            }

            if (token.Kind == TokenKind.End)
                throw stream.Error($"the file ends inside the entry {keyword.Text} that begins at {place}", FoamStream.StillWriting);
            if (token.Is(';') && open == 0) return new(keyword.Text, values, null, place);
            if (token.Is('(') || token.Is('{')) open++;
            if ((token.Is(')') || token.Is('}')) && --open < 0)
                throw stream.Error($"the entry {keyword.Text} that begins at {place} has no semicolon before {token}", "Are braces unbalanced? Write the file again; this one is damaged.");
            if (values.Count < MostTokens) values.Add(token);
            var wanted = capture is not null && depth == 0 && capture.Keyword == keyword.Text;
            if (token.Kind == TokenKind.Word && token.Text.StartsWith("List<", StringComparison.Ordinal) && token.Text.EndsWith('>'))
                values[^1] = ReadList(token, token.Text[5..^1], wanted);
            else if (token is { Kind: TokenKind.Word, Text: "nonuniform" } && NextIsCount())
                values.Add(ReadList(token, type: null, wanted));
        }
    }

    bool NextIsCount()
    {
        stream.SkipSpace();
        return stream.Peek() is '-' or (>= '0' and <= '9');
    }

    Token ReadList(Token at, string? type, bool wanted)
    {
        stream.SkipSpace();
        if (stream.Peek() == '(' && !wanted)
        {
            stream.Next();
            stream.SkipBrackets();
            return at with { Kind = TokenKind.List };
        }

        var count = Numbers.NextCount(stream);
        if (count < 0) throw stream.Error($"a list of {count} elements", "Write the file again; this one is damaged.");
        // Binary files mark their raw lists with a type; without one, the elements are text.
        var format = type is null ? FoamHeader.Text : header;
        if (wanted) return at with { Kind = TokenKind.List, Values = capture!.Read(stream, format, type, count) }; // wanted only with a capture
        ListSkipper.Skip(stream, format, type, count);
        return at with { Kind = TokenKind.List };
    }

    void ReadDirective(Token directive, FoamDictionary into, int depth)
    {
        var place = $"{stream.Name}, line {directive.Line}";
        switch (directive.Text)
        {
            case "include" or "includeIfPresent" or "sinclude":
                var file = tokens.Next();
                if (file.Kind is not (TokenKind.Text or TokenKind.Word)) throw stream.Error($"expected a file name after #{directive.Text}, found {file}", "Write the name in quotes.");
                Include(file.Text, place, directive.Text != "include", into, depth);
                break;
            case "includeEtc" or "sincludeEtc" or "includeFunc" or "inputMode" or "default" or "message":
                tokens.Next(); // belongs to the solver's installation, or changes nothing here
                break;
            case "remove":
                if (tokens.Next().Is('(')) stream.SkipBrackets();
                break;
            default:
                throw new CaseFormatException(place, $"#{directive.Text} cannot be followed here", "Write what it stands for: foamDictionary -expand prints it.");
        }
    }

    void Include(string name, string place, bool mayBeMissing, FoamDictionary into, int depth)
    {
        if (includes is null) throw new CaseFormatException(place, $"#include \"{name}\" cannot stand here", "Write the text itself.");
        using var included = includes.Open(name, place, mayBeMissing);
        if (included is null) return;
        new DictionaryParser(included, FoamHeader.Text, includes, depth == 0 ? capture : null).ReadEntries(into, depth: 0);
        includes.Leave();
    }
}

namespace CfdBridge.OpenFoam;

/// <summary>Puts values in the place of macros, at the moment a value is needed.</summary>
static class MacroExpansion
{
    const int DeepestNesting = 32;

    // Macros that name macros twice over grow without end; no value that is read needs as many.
    const int MostSteps = 10_000;

    /// <summary>The tokens of an entry without macros.</summary>
    /// <exception cref="CaseFormatException">A macro names nothing or itself, or the value is computed by the solver.</exception>
    public static IReadOnlyList<Token> Resolve(FoamEntry entry, FoamDictionary scope)
    {
        var tokens = new List<Token>();
        var steps = 0;
        Append(entry, scope, tokens, [], ref steps);
        return tokens;
    }

    static void Append(FoamEntry entry, FoamDictionary scope, List<Token> tokens, Stack<FoamEntry> path, ref int steps)
    {
        if (path.Contains(entry, ReferenceEqualityComparer.Instance))
            throw new CaseFormatException(entry.Place, $"the macros {string.Join(", ", path.Reverse().Select(e => e.Keyword))} name each other in a circle", "Give one of them a value.");
        if (path.Count >= DeepestNesting)
            throw new CaseFormatException(entry.Place, $"macros are nested deeper than {DeepestNesting}", "Write the value itself.");
        if (entry.Dictionary is not null)
            throw new CaseFormatException(entry.Place, $"{entry.Keyword} is a dictionary where a value is needed", "Write the value itself.");
        path.Push(entry);
        foreach (var token in entry.Tokens)
        {
            if (++steps > MostSteps)
                throw new CaseFormatException(entry.Place, $"macros make a value of more than {MostSteps} words", "Write the value itself.");
            if (token.Kind == TokenKind.Directive)
                throw new CaseFormatException(entry.Place, $"the value of {entry.Keyword} is computed by the solver (#{token.Text.Split('{')[0]})", "Write the value itself: foamDictionary -expand prints it.");
            if (token.Kind != TokenKind.Variable)
            {
                tokens.Add(token);
                continue;
            }

            var (found, inside) = scope.Lookup(token.Text)
                ?? throw new CaseFormatException(entry.Place, $"the macro ${token.Text} names no entry", NearMatch.Hint(token.Text, scope.Keywords));
            Append(found, inside, tokens, path, ref steps);
        }

        path.Pop();
    }
}

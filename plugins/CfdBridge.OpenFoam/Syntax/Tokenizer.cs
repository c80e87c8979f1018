using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Cuts a stream into the tokens of OpenFOAM's dictionaries. Looks ahead no further than one token needs, so that binary lists can be read in between.</summary>
sealed class Tokenizer(FoamStream stream)
{
    const int LongestToken = 1 << 20;

    readonly StringBuilder text = new();

    public Token Next()
    {
        stream.SkipSpace();
        var line = stream.Line;
        var c = stream.Peek();
        switch (c)
        {
            case -1:
                return new(TokenKind.End, "", line);
            case '(' or ')' or '{' or '}' or ';':
                stream.Next();
                return new(TokenKind.Mark, ((char)c).ToString(), line);
            case '"':
                return new(TokenKind.Text, Quoted(), line);
            case '[':
                stream.Next();
                return new(TokenKind.Dimensions, Until("]", "dimensions"), line);
            case '#' when stream.Peek(1) == '{':
                stream.Advance(2);
                return new(TokenKind.Code, Until("#}", "code"), line);
            case '#':
                stream.Next();
                return new(TokenKind.Directive, Word(), line);
            case '$' when stream.Peek(1) == '{':
                stream.Advance(2);
                // ${{ expression }} is computed by the solver, like #eval.
                return stream.Peek() == '{' ? new(TokenKind.Directive, "eval{" + Until("}}", "expression"), line) : new(TokenKind.Variable, Until("}", "macro"), line);
            case '$':
                stream.Next();
                return new(TokenKind.Variable, Name(), line);
            default:
                return NumberOrWord(line);
        }
    }

    Token NumberOrWord(int line)
    {
        var word = Word();
        if (word.Length == 0) throw stream.Error($"unexpected character \"{(char)stream.Peek()}\"", "Write the file again; this one is damaged.");
        // "nan" stays a word here: it is also a legal name.
        return (char.IsAsciiDigit(word[0]) || word[0] is '-' or '+' or '.') && Numbers.TryParse(word, out var number)
            ? new(TokenKind.Number, word, line, number)
            : new(TokenKind.Word, word, line);
    }

    // Brackets belong to a word while they are balanced, as in div(phi,U); but 4(0 1 2 3) is a number and a list.
    string Word()
    {
        text.Clear();
        for (var depth = 0; ;)
        {
            var c = stream.Peek();
            if (c is -1 or ' ' or '\n' or '\t' or '\r' or '"' or '\'' or ';' or '{' or '}' or '[' or ']' or '$' || c == '/' && stream.Peek(1) is '/' or '*') break;
            if (c == '(' && (text.Length == 0 || Numbers.TryParse(text.ToString(), out _))) break;
            if (c == '(') depth++;
            if (c == ')' && --depth < 0) break;
            Take();
        }

        return text.ToString();
    }

    string Name()
    {
        text.Clear();
        for (var c = stream.Peek(); c >= 0 && (char.IsAsciiLetterOrDigit((char)c) || c is '_' or '.' or ':' || c == '/' && stream.Peek(1) is not ('/' or '*')); c = stream.Peek()) Take();
        return text.ToString().TrimEnd('.');
    }

    string Quoted()
    {
        text.Clear();
        stream.Next();
        while (stream.Peek() is var c && c != '"')
        {
            if (c == '\\' && stream.Peek(1) is '"' or '\\') stream.Next();
            Take();
        }

        stream.Next();
        return text.ToString();
    }

    string Until(string closing, string what)
    {
        text.Clear();
        while (stream.Peek() != closing[0] || (closing.Length > 1 && stream.Peek(1) != closing[1]))
        {
            if (stream.Peek() < 0) throw stream.Error($"the file ends inside {what}", FoamStream.StillWriting);
            Take();
        }

        stream.Advance(closing.Length);
        return text.ToString();
    }

    void Take()
    {
        var c = stream.Next();
        if (c < 0) throw stream.Error("the file ends inside a text in quotes", FoamStream.StillWriting);
        if (text.Length >= LongestToken) throw stream.Error($"a word of more than {LongestToken} characters", "Write the file again; this one is damaged.");
        text.Append((char)c);
    }
}

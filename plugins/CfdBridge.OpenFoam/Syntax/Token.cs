namespace CfdBridge.OpenFoam;

/// <summary>A piece of a dictionary.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written, without quotes or marks.</param>
/// <param name="Line">Line in its file.</param>
/// <param name="Number">Value of a number; infinities and NaN are legal and come as words.</param>
/// <param name="Values">Numbers of a list that was asked for: <c>double[]</c> or <c>float[]</c>.</param>
readonly record struct Token(TokenKind Kind, string Text, int Line, double Number = 0, Array? Values = null)
{
    public bool Is(char mark) => Kind == TokenKind.Mark && Text[0] == mark;

    /// <summary>As a reader of a message sees it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Text => $"the text \"{Text}\"",
        TokenKind.Variable => $"\"${Text}\"",
        TokenKind.Directive => $"\"#{Text}\"",
        TokenKind.Dimensions => $"\"[{Text}]\"",
        TokenKind.List => $"a {Text}",
        TokenKind.Code => "code",
        _ => $"\"{(Text.Length > 40 ? Text[..40] + "..." : Text)}\"",
    };
}

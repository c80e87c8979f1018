namespace CfdBridge.OpenFoam;

/// <summary>What a piece of a dictionary is.</summary>
enum TokenKind
{
    /// <summary>The end of the file or block.</summary>
    End,
    /// <summary>A word such as <c>fixedValue</c> or <c>div(phi,U)</c>.</summary>
    Word,
    /// <summary>A text in quotes.</summary>
    Text,
    /// <summary>A number; <see cref="Token.Number"/> has its value.</summary>
    Number,
    /// <summary>One of <c>( ) { } ;</c></summary>
    Mark,
    /// <summary>The inside of square brackets: dimensions.</summary>
    Dimensions,
    /// <summary>A macro, without its dollar sign and braces.</summary>
    Variable,
    /// <summary>A function entry such as <c>include</c>, without its hash.</summary>
    Directive,
    /// <summary>Code between <c>#{</c> and <c>#}</c>.</summary>
    Code,
    /// <summary>A list with its type, such as <c>List&lt;vector&gt; 400(...)</c>; <see cref="Token.Values"/> has the numbers if they were asked for.</summary>
    List,
}

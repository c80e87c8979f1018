namespace CfdBridge.OpenFoam;

/// <summary>A keyword with what stands after it: tokens, or a dictionary.</summary>
/// <param name="Place">File and line, for messages.</param>
sealed record FoamEntry(string Keyword, IReadOnlyList<Token> Tokens, FoamDictionary? Dictionary, string Place);

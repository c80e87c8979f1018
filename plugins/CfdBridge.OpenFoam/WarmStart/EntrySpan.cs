namespace CfdBridge.OpenFoam;

/// <summary>An entry of a dictionary, by where it stands in the bytes of its file: what is not changed is copied as it is.</summary>
/// <param name="Keyword">As written, without quotes; for a directive or macro its text, with <c>#</c> or <c>$</c>.</param>
/// <param name="Start">Of the keyword.</param>
/// <param name="ValueStart">Of what stands after it, blanks left out.</param>
/// <param name="End">After the semicolon or closing brace.</param>
/// <param name="Children">Entries of a dictionary; null where it is none.</param>
sealed record EntrySpan(string Keyword, int Start, int ValueStart, int End, IReadOnlyList<EntrySpan>? Children)
{
    public EntrySpan? Find(string keyword) => Children?.LastOrDefault(child => child.Keyword == keyword);
}

using System.Globalization;

namespace CfdBridge.OpenFoam;

/// <summary>Entries as words of one form: macros resolved, one space between words, numbers and switches always written alike.</summary>
sealed class SettingWords(List<string> unread)
{
    public const string Yes = "yes";

    const string Default = "default";
    const string NoDefault = "none";

    static readonly string[] On = ["on", "true"], Off = ["off", "false"], Signs = ["|", ".*", ".+", "[", "\\"];

    /// <summary>An entry in words; empty where there is none or it cannot be read, which is then said.</summary>
    public string Of(FoamDictionary? dictionary, string keyword)
    {
        if (dictionary?.Find(keyword) is not { } entry) return "";
        try
        {
            return string.Join(' ', MacroExpansion.Resolve(entry, dictionary).Select(Word));
        }
        catch (CaseFormatException failure)
        {
            unread.Add($"{failure.Thing}: {failure.Fact}.");
            return "";
        }
    }

    public double? NumberOf(FoamDictionary dictionary, string keyword) =>
        double.TryParse(Of(dictionary, keyword), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A dictionary of terms: what stands in <c>default</c> holds for those that it does not name.</summary>
    public NumericsSection Section(FoamDictionary dictionary, Func<string, bool> counts)
    {
        var (terms, patterns) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new List<TermPattern>());
        Add(dictionary, "");
        var otherwise = terms.Remove(Default, out var found) && found != NoDefault ? found : null;
        return new(terms, patterns, otherwise, ListsUnused: true);

        void Add(FoamDictionary from, string before)
        {
            foreach (var keyword in from.Keywords)
            {
                var isPattern = Signs.Any(keyword.Contains);
                if (!isPattern && !counts(keyword)) continue;
                if (from.Find(keyword)?.Dictionary is { } inner) Add(inner, $"{before}{keyword} ");
                else if (Of(from, keyword) is not { Length: > 0 } words) continue;
                else if (isPattern) patterns.Add(new(before + keyword, words));
                else terms[before + keyword] = words;
            }
        }
    }

    static string Word(Token token) => token.Kind switch
    {
        TokenKind.Number => token.Number.ToString("R", CultureInfo.InvariantCulture),
        TokenKind.Dimensions => $"[{token.Text}]",
        _ => On.Contains(token.Text) ? Yes : Off.Contains(token.Text) ? "no" : token.Text,
    };
}

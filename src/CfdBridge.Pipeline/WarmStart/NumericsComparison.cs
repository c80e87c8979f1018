using System.Text.RegularExpressions;

namespace CfdBridge.Pipeline;

/// <summary>Where two cases are solved differently: term by term, whether a term is named, fits a pattern, or falls to what holds otherwise.</summary>
static class NumericsComparison
{
    const string NotSet = "not set";

    public static IReadOnlyList<NumericsDifference> Between(CaseNumerics source, CaseNumerics target)
    {
        var found = new List<NumericsDifference>();
        if (source.Application.Length > 0 && target.Application.Length > 0) Note(found, "application", source.Application, target.Application);
        foreach (var name in source.Sections.Keys.Union(target.Sections.Keys).Order(StringComparer.Ordinal))
        {
            var (own, other) = (source.Sections.GetValueOrDefault(name), target.Sections.GetValueOrDefault(name));
            if (own is not null && other is not null) Compare(found, name, own, other);
            else if (!(own ?? other)!.ListsUnused) Note(found, name, own is null ? NotSet : "set", other is null ? NotSet : "set"); // one of them has it
        }

        return found;
    }

    static void Compare(List<NumericsDifference> found, string section, NumericsSection own, NumericsSection other)
    {
        if (own.Otherwise is { } first && other.Otherwise is { } second) Note(found, $"{section} default", first, second);
        string[] terms = [.. own.Terms.Keys.Union(other.Terms.Keys).Order(StringComparer.Ordinal)];
        foreach (var term in terms)
        {
            var (here, there) = (Of(own, term), Of(other, term));
            if ((here is null || there is null) && own.ListsUnused) continue;
            Note(found, $"{section} {term}", here ?? NotSet, there ?? NotSet);
        }

        // Patterns that no term of either case has shown to be alike or not.
        foreach (var (expression, setting) in Unseen(own, other, terms)) Note(found, $"{section} {expression}", setting, Alike(other, expression, setting));
        foreach (var (expression, setting) in Unseen(other, own, terms).Where(pattern => own.Patterns.All(known => known.Expression != pattern.Expression))) Note(found, $"{section} {expression}", Alike(own, expression, setting), setting);
    }

    static string? Of(NumericsSection section, string term) =>
        section.Terms.TryGetValue(term, out var exact) ? exact : section.Patterns.LastOrDefault(pattern => Fits(pattern.Expression, term))?.Setting ?? section.Otherwise;

    static IEnumerable<TermPattern> Unseen(NumericsSection section, NumericsSection other, string[] terms) =>
        section.Patterns.Where(pattern => !other.Patterns.Contains(pattern) && !terms.Any(term => Fits(pattern.Expression, term)));

    // The same pattern, or another that sets the same, or else what holds for all terms; where there is nothing, nothing can be said.
    static string Alike(NumericsSection section, string expression, string setting) =>
        section.Patterns.LastOrDefault(pattern => pattern.Expression == expression)?.Setting
        ?? (section.Patterns.Any(pattern => pattern.Setting == setting) ? setting : section.Otherwise ?? setting);

    static bool Fits(string expression, string term)
    {
        try
        {
            return Regex.IsMatch(term, $"^(?:{expression})$", RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (Exception notOne) when (notOne is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    static void Note(List<NumericsDifference> found, string name, string own, string other)
    {
        if (own != other) found.Add(new(name, own, other));
    }
}

/// <summary>One setting that differs.</summary>
/// <param name="Name">Section and term.</param>
/// <param name="Source">What the state comes from is solved with.</param>
/// <param name="Target">What the case is set up with.</param>
sealed record NumericsDifference(string Name, string Source, string Target);

namespace CfdBridge.OpenFoam;

/// <summary>What of SIMPLE, PISO or PIMPLE decides the answer. What is left out counts as what the solver takes for it.</summary>
static class AlgorithmSettings
{
    static readonly string[] Names = ["SIMPLE", "PISO", "PIMPLE"];

    // As solutionControl and its children read them (OpenFOAM 1912).
    static readonly (string Keyword, string Default)[] Common = [("nNonOrthogonalCorrectors", "0"), ("momentumPredictor", "yes"), ("transonic", "no"), ("consistent", "no")];
    static readonly (string Keyword, string Default)[] Transient = [("nCorrectors", "1"), ("nOuterCorrectors", "1")];

    // Where the pressure is fixed nowhere; there is no default.
    static readonly string[] Reference = ["pRefCell", "pRefPoint", "pRefValue"];

    public static (string Name, NumericsSection Section)? Of(FoamDictionary? solution, SettingWords words)
    {
        if (Names.FirstOrDefault(name => solution?.Find(name)?.Dictionary is not null) is not { } found) return null;
        var settings = solution!.Find(found)!.Dictionary; // it was chosen for having one
        var terms = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (keyword, otherwise) in found == "SIMPLE" ? Common : [.. Common, .. Transient]) terms[keyword] = words.Of(settings, keyword) is { Length: > 0 } set ? set : otherwise;
        foreach (var keyword in Reference)
        {
            if (words.Of(settings, keyword) is { Length: > 0 } set) terms[keyword] = set;
        }

        return (found, new(terms, [], null, ListsUnused: false));
    }
}

namespace CfdBridge.OpenFoam;

/// <summary>The turbulence model with its coefficients, as far as the case sets them.</summary>
static class TurbulenceModel
{
    const string Laminar = "laminar";

    // They change what is printed.
    static readonly string[] Told = ["printCoeffs"];

    /// <param name="properties">Its dictionary; null where the case has none: the flow is laminar.</param>
    public static NumericsSection Section(FoamDictionary? properties, SettingWords words)
    {
        var terms = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var kind = words.Of(properties, "simulationType") is { Length: > 0 } set ? set : properties?.Find("RASModel") is null ? Laminar : "RAS";
        terms["simulationType"] = kind;
        if (kind == Laminar) return new(terms, [], null, ListsUnused: false);
        terms["turbulence"] = SettingWords.Yes;
        if (words.Of(properties, "RASModel") is { Length: > 0 } old) terms["model"] = old;
        if (properties?.Find(kind)?.Dictionary is { } inner)
        {
            foreach (var (name, value) in words.Section(inner, keyword => !Told.Contains(keyword)).Terms) terms[name == $"{kind}Model" ? "model" : name] = value;
        }

        return new(terms, [], null, ListsUnused: false);
    }
}

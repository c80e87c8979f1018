namespace CfdBridge.OpenFoam;

/// <summary>
/// Reads what decides the answer of a solver: application, schemes, turbulence model, algorithm and time step. Order, white space,
/// comments, macros and includes are gone afterwards. Linear solvers, tolerances and relaxation are left out: they decide how fast a
/// solver gets there.
/// </summary>
sealed class NumericsReader : INumericsReader
{
    static readonly string[] Schemes = ["ddtSchemes", "d2dt2Schemes", "gradSchemes", "divSchemes", "laplacianSchemes", "interpolationSchemes", "snGradSchemes", "wallDist"];
    static readonly string[] Pseudo = ["steadyState", "localEuler", "SLTS"];

    public CaseNumerics? Read(string casePath, CancellationToken cancellationToken)
    {
        var folder = CaseFolder.Of(casePath);
        var unread = new List<string>();
        if (Open("system/controlDict") is not { } control) return null;
        var sections = new SortedDictionary<string, NumericsSection>(StringComparer.Ordinal);
        var schemes = Open("system/fvSchemes");
        var words = new SettingWords(unread);
        var absent = TurbulenceFields.Absent(folder);
        foreach (var name in Schemes)
        {
            if (schemes?.Find(name)?.Dictionary is { } inner) sections[name] = words.Section(inner, term => !TurbulenceFields.Names(term).Overlaps(absent));
        }

        if (AlgorithmSettings.Of(Open("system/fvSolution"), words) is { } algorithm) sections[algorithm.Name] = algorithm.Section;
        sections["turbulence"] = TurbulenceModel.Section(Optional("constant/turbulenceProperties") ?? Optional("constant/momentumTransport") ?? Optional("constant/RASProperties"), words);
        if (words.Of(Optional("constant/transportProperties"), "transportModel") is { Length: > 0 } law) sections["transport"] = new(new SortedDictionary<string, string> { ["transportModel"] = law }, [], null, ListsUnused: false);
        var application = words.Of(control, "application");
        if (application.Length == 0) unread.Add("system/controlDict names no application.");
        return new() { Application = application, Stepping = Stepping(control, sections.GetValueOrDefault("ddtSchemes"), words), Sections = sections, Unread = unread };

        FoamDictionary? Optional(string path) => FoamFiles.Exists(folder.At(path)) ? Open(path) : null;

        FoamDictionary? Open(string path)
        {
            var read = CaseFiles.Dictionary(folder, path, cancellationToken);
            if (read is null) unread.Add(FoamFiles.Exists(folder.At(path)) ? $"{path} can only be followed by the solver." : $"There is no {path}.");
            return read;
        }
    }

    static TimeStepping Stepping(FoamDictionary control, NumericsSection? schemes, SettingWords words) => new(
        schemes?.Otherwise is { } scheme && Pseudo.Contains(scheme.Split(' ')[0]),
        words.NumberOf(control, "deltaT"), words.Of(control, "adjustTimeStep") == SettingWords.Yes, words.NumberOf(control, "maxCo"),
        $"{words.Of(control, "writeControl")} {words.Of(control, "writeInterval")}".Trim());
}

namespace CfdBridge.Tests.Pipeline.WarmStart;

/// <summary>Ways in which cases are solved.</summary>
static class Solved
{
    /// <summary>A transient solver with these settings: section, term and what is set; <c>default</c> for the terms not named, an expression in slashes for a pattern.</summary>
    public static CaseNumerics Like(params (string Section, string Term, string Setting)[] settings) => new()
    {
        Application = "icoFoam",
        Stepping = new(IsSteady: false, StepSeconds: 0.01, IsAdjusted: false, LargestCourant: null, Writing: "timeStep 10"),
        Sections = settings.GroupBy(one => one.Section).ToDictionary(group => group.Key, group => new NumericsSection(
            group.Where(one => one.Term != "default" && one.Term[0] != '/').ToDictionary(one => one.Term, one => one.Setting),
            [.. group.Where(one => one.Term[0] == '/').Select(one => new TermPattern(one.Term.Trim('/'), one.Setting))],
            group.FirstOrDefault(one => one.Term == "default").Setting,
            ListsUnused: group.Key.EndsWith("Schemes", StringComparison.Ordinal))),
        Unread = [],
    };

    /// <summary>The same with another time step.</summary>
    public static CaseNumerics With(this CaseNumerics numerics, double seconds) => numerics with { Stepping = numerics.Stepping with { StepSeconds = seconds } };

    /// <summary>The same, keeping a Courant number.</summary>
    public static CaseNumerics WithCourant(this CaseNumerics numerics, double most) => numerics with { Stepping = numerics.Stepping with { IsAdjusted = true, LargestCourant = most } };
}

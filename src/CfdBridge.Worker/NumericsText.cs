namespace CfdBridge.Worker;

/// <summary>How a case is solved, as text.</summary>
static class NumericsText
{
    public static void Print(CaseNumerics numerics, TextWriter output)
    {
        output.WriteLine($"solved    {Line(numerics)}");
        foreach (var (name, section) in numerics.Sections) output.WriteLine($"          {name}: {string.Join("; ", Settings(section))}");
        foreach (var unread in numerics.Unread) output.WriteLine($"          not known: {unread}");
    }

    /// <summary>In one line.</summary>
    public static string Line(CaseNumerics numerics)
    {
        var (application, stepping) = (numerics.Application.Length > 0 ? numerics.Application : "application not named", numerics.Stepping);
        var step = stepping.IsSteady ? "steady" : stepping.IsAdjusted ? FormattableString.Invariant($"time step kept to Courant {stepping.LargestCourant:G4}") : FormattableString.Invariant($"time step {stepping.StepSeconds:G4} s");
        return $"{application}, {step}{(stepping.Writing.Length > 0 ? $", writes every {stepping.Writing}" : "")}";
    }

    static IEnumerable<string> Settings(NumericsSection section) =>
    [
        .. section.Otherwise is { } otherwise ? new[] { $"default {otherwise}" } : [],
        .. section.Terms.Select(term => $"{term.Key} {term.Value}"),
        .. section.Patterns.Select(pattern => $"\"{pattern.Expression}\" {pattern.Setting}"),
    ];
}

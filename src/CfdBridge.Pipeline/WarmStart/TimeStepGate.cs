namespace CfdBridge.Pipeline;

/// <summary>Whether a transient solver goes on with the time step that the state was made with.</summary>
static class TimeStepGate
{
    const string Name = "time step";
    const double Same = 0.01; // relative: rounding in a file

    /// <param name="sources">Runs that the state comes from, by name.</param>
    /// <param name="what">What they are, for the words.</param>
    /// <param name="finer">Cells of the case over those of the source: on a finer mesh a time step may be smaller by as much.</param>
    public static WarmStartGate Of(IReadOnlyList<(string Name, CaseNumerics? Numerics)> sources, string what, CaseNumerics? target, double finer = 1)
    {
        if (target is null || sources.Any(run => run.Numerics is null)) return WarmStartGate.NotKnown(Name, $"Not known of {(target is null ? "the case" : $"the {what}")}.");
        TimeStepping[] own = [.. sources.Select(run => run.Numerics!.Stepping)]; // none is null
        var goal = target.Stepping;
        if (goal.IsSteady && own.All(one => one.IsSteady)) return WarmStartGate.Passed(Name, "Steady: steps only count iterations.");
        var unlike = own.FirstOrDefault(one => one.IsSteady != goal.IsSteady || one.IsAdjusted != goal.IsAdjusted);
        if (unlike is not null) return WarmStartGate.Advisory(Name, $"{Upper(what)} {Kind(unlike)}, case {Kind(goal)}.");
        var (unit, of) = goal.IsAdjusted ? ("Courant number", (Func<TimeStepping, double?>)(one => one.LargestCourant)) : ("deltaT", one => one.StepSeconds);
        if (of(goal) is not { } asked || own.Any(one => of(one) is null)) return WarmStartGate.NotKnown(Name, $"No {unit} is set.");
        var (low, high) = (own.Min(one => of(one)!.Value), own.Max(one => of(one)!.Value)); // none is null
        var words = FormattableString.Invariant($"{unit}: {what} {(high > low ? $"{low:G4} to {high:G4}" : $"{low:G4}")}, case {asked:G4}");
        if (!goal.IsAdjusted && finer != 1) (low, high) = (low / Math.Max(finer, 1), high / Math.Min(finer, 1));
        return asked >= low * (1 - Same) && asked <= high * (1 + Same)
            ? WarmStartGate.Passed(Name, $"{words}.")
            : WarmStartGate.Advisory(Name, $"{words}. The first steps will settle to another error in time; give the case the same.");
    }

    static string Kind(TimeStepping stepping) => stepping.IsSteady ? "is steady" : stepping.IsAdjusted ? "adjusts its time step" : "has a fixed time step";

    static string Upper(string what) => char.ToUpperInvariant(what[0]) + what[1..];
}

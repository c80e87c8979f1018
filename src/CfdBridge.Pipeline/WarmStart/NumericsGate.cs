namespace CfdBridge.Pipeline;

/// <summary>Whether a state comes from runs that were solved as the case is set up: else it is the answer to another problem.</summary>
static class NumericsGate
{
    const string Name = "numerics";

    /// <param name="sources">Runs that the state comes from, by name.</param>
    /// <param name="what">What they are, for the words: "library".</param>
    /// <param name="target">The case as it is set up now.</param>
    public static WarmStartGate Of(IReadOnlyList<(string Name, CaseNumerics? Numerics)> sources, string what, CaseNumerics? target)
    {
        if (target is null) return WarmStartGate.NotKnown(Name, "How the case is solved cannot be read.");
        var differences = sources.Where(run => run.Numerics is not null)
            .SelectMany(run => NumericsComparison.Between(run.Numerics!, target).Select(difference => (run.Name, Difference: difference))) // those without are sorted out
            .GroupBy(one => one.Difference, one => one.Name)
            .Select(group => $"{group.Key.Name}: {what}{(group.Count() < sources.Count ? $" ({string.Join(", ", group)})" : "")} {group.Key.Source}, case {group.Key.Target}").ToArray();
        if (differences.Length > 0)
            return WarmStartGate.Refused(Name, $"Not solved alike: {string.Join("; ", differences)}. Solve both alike.", WarmStartGate.AllowOtherNumerics);
        string[] silent = [.. sources.Where(run => run.Numerics is null).Select(run => run.Name)];
        if (silent.Length > 0) return WarmStartGate.NotKnown(Name, $"Not known of {string.Join(", ", silent)} ({what}): captured without it. Capture again from the case itself.");
        string[] unread = [.. sources.SelectMany(run => run.Numerics!.Unread.Select(words => $"{run.Name}: {words}")), .. target.Unread.Select(words => $"case: {words}")]; // the others have some
        return unread.Length > 0
            ? WarmStartGate.NotKnown(Name, $"Not known in full. {string.Join(" ", unread.Distinct())}")
            : WarmStartGate.Passed(Name, $"Solved alike: {target.Application}, {target.Sections.Sum(section => section.Value.Terms.Count + section.Value.Patterns.Count + (section.Value.Otherwise is null ? 0 : 1))} settings compared.");
    }

    /// <summary>Of a run that goes on: as it is set up, so it was solved, as far as anybody has watched it.</summary>
    /// <param name="before">How it was set up when it was first seen; null where it was not watched.</param>
    public static WarmStartGate OfSameCase(CaseNumerics? before, CaseNumerics? now) => before is null
        ? WarmStartGate.Passed(Name, "The case's own: it goes on as it is set up now.")
        : Of([("watched", before)], "run as first seen", now);
}

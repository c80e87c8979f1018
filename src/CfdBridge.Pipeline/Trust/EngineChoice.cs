using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>Which engine continues the run, and why: the one with the least error to expect over the whole horizon.</summary>
static class EngineChoice
{
    public const double Settled = 0.02; // over the fluctuation: a simple method below this has the motion, and no learned one comes nearer

    public static (JudgedEngine? Chosen, string Reason) Of(IReadOnlyList<JudgedEngine> judged)
    {
        var serving = judged.Where(engine => double.IsFinite(engine.Outlook)).OrderBy(engine => engine.Outlook).ToArray();
        if (serving.Length == 0) return (null, "");
        var simple = serving.Where(engine => !engine.IsTrained).OrderBy(engine => engine.Skill.Score).ToArray();
        if (simple.FirstOrDefault() is { } nearest && nearest.Skill.Score < Settled)
            return (nearest, Invariant($"{nearest.Name}, a simple method, is off by {nearest.Skill.Score:P1} of the fluctuation in the hindcast: below {Settled:P0} a simple method is taken."));

        var best = serving[0];
        var beaten = serving.Where(engine => engine.IsTrained && simple.Any(other => other.Outlook < engine.Outlook)).Select(engine => Invariant($" {engine.Name} is expected to do worse ({engine.Outlook:P1}) than a simple method and is not used."));
        var nearer = best.IsTrained && simple.Length > 0 && simple[0].Skill.Score < best.Skill.Score
            ? Invariant($" In the hindcast of {best.Spread.Measured} steps {simple[0].Name} came nearer ({simple[0].Skill.Score:P1} against {best.Skill.Score:P1}); over the horizon its error is expected to grow to {simple[0].Outlook:P1} in the mean.")
            : "";
        return (best, Invariant($"{best.Name} has the least expected error over the horizon, {best.Outlook:P1} of the fluctuation.{nearer}{string.Concat(beaten)}"));
    }
}

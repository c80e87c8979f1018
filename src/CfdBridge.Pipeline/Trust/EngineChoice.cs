using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>Which engine continues the run, and why.</summary>
static class EngineChoice
{
    const double Settled = 0.02; // over the fluctuation: a simple method below this has the motion, and no learned one comes nearer

    public static (JudgedEngine? Chosen, string Reason) Of(IReadOnlyList<JudgedEngine> judged)
    {
        var serving = judged.Where(engine => double.IsFinite(engine.Outlook)).OrderBy(engine => engine.Outlook).ToArray();
        if (serving.Length == 0) return (null, "");
        var simple = serving.Where(engine => !engine.IsTrained).ToArray();
        if (simple.MinBy(engine => engine.Skill.Score) is { } nearest && nearest.Skill.Score < Settled)
            return (nearest, Invariant($"{nearest.Name}, a simple method, is off by {nearest.Skill.Score:P1} of the fluctuation in the hindcast: below {Settled:P0} a simple method is taken."));

        var best = serving[0];
        if (best.IsTrained && simple.FirstOrDefault(engine => engine.Skill.Score < best.Skill.Score) is { } better)
            return (simple.MinBy(engine => engine.Outlook)!, Invariant($"{best.Name} loses to {better.Name} in the hindcast ({best.Skill.Score:P1} against {better.Skill.Score:P1} of the fluctuation) and is not used.")); // better is one of them
        return (best, Invariant($"{best.Name} has the least expected error over the horizon, {best.Outlook:P1} of the fluctuation{(serving.Length > 1 ? Invariant($"; next is {serving[1].Name} with {serving[1].Outlook:P1}") : "")}."));
    }
}

using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>Warm starts and what they were worth, as text.</summary>
static class WarmStartText
{
    public static void Print(WarmStartPackage package, TextWriter output)
    {
        var made = package.Description;
        output.WriteLine(FormattableString.Invariant($"Warm start with {made.Engine}, from time {made.StartSeconds:G8}, in {made.Seconds:0.0} s: {package.Directory}"));
        output.WriteLine($"  {made.Judgement.Verdict.ToString().ToLowerInvariant()}: {made.Judgement.Reason}");
        foreach (var gate in made.Gates) output.WriteLine($"  {gate.Name,-10} {Result(gate)}: {gate.Reason}");
        foreach (var engine in made.HiddenRuns) output.WriteLine($"  {engine.Engine,-10} {Judged(engine)}");
        foreach (var field in made.Fields) output.WriteLine(FormattableString.Invariant($"  {field.Name,-10} {Origin(field.Origin),-8} {field.Smallest,12:G5} to {field.Largest:G5}"));
        if (made.Flux is { } flux)
            output.WriteLine(FormattableString.Invariant($"  imbalance of a cell, over the mean flux through a face: at most {flux.LargestBefore:E1} before, {flux.LargestAfter:E1} after; of the boundary {flux.GlobalBefore:E1} before, {flux.GlobalAfter:E1} after"));
        foreach (var note in made.Notes) output.WriteLine($"  {note}");
    }

    public static void Print(WarmStartComparison comparison, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"  {"",-44}{"warm",14}{"cold",14}");
        Row("outcome", run => run.Outcome.ToString().ToLowerInvariant());
        Row("iterations or time steps", run => $"{run.Iterations}");
        Row("CPU seconds of the solver", run => FormattableString.Invariant($"{run.CpuSeconds:0.0}"));
        Row("seconds by the clock", run => FormattableString.Invariant($"{run.WallSeconds:0.0}"));
        output.WriteLine(FormattableString.Invariant($"  {"seconds to make the warm start",-44}{comparison.MakingSeconds,14:0.0}"));
        if (comparison.Warm.Quantity.Length > 0) Row($"{comparison.Warm.Quantity} at the end", run => FormattableString.Invariant($"{run.FinalQuantity:G6}"));
        if (comparison is { Warm.FinalQuantity: { } own, Cold.FinalQuantity: { } other } && other != 0) output.WriteLine(FormattableString.Invariant($"  {"",-44}{"",14}{(own - other) / Math.Abs(other),14:+0.000 %;-0.000 %}"));
        foreach (var criterion in comparison.Criteria)
        {
            output.WriteLine($"  to {criterion.Name}:");
            output.WriteLine(FormattableString.Invariant($"  {"",-44}{Reached(criterion.Warm),14}{(comparison.Cold is null ? "" : Reached(criterion.Cold)),14}"));
        }

        if (comparison.FellBack) output.WriteLine($"  The warm start failed and the cold start took its place: {comparison.Warm.Reason}.");

        void Row(string name, Func<ComparedRun, string> text) => output.WriteLine($"  {name,-44}{text(comparison.Warm),14}{(comparison.Cold is { } cold ? text(cold) : ""),14}");
    }

    static string Judged(EngineStateErrors engine) => engine.Runs.FirstOrDefault(run => run.Refusal.Length > 0) is { } refused
        ? $"refused: {refused.Refusal}"
        : $"off by {engine.Score:P2} on {engine.Runs.Count} hidden runs ({string.Join(", ", engine.Runs.SelectMany(run => run.Errors).GroupBy(error => error.Key).Select(field => $"{field.Key} {field.Average(error => error.Value):P2}"))})";

    static string Result(WarmStartGate gate) => gate.Result switch
    {
        GateResult.Passed => "passed",
        GateResult.NotKnown => $"not known, agreed to ({gate.Option})",
        GateResult.Advisory => $"advisory, agreed to ({gate.Option})",
        _ => $"refused, agreed to ({gate.Option})", // else it would not have been written
    };

    static string Origin(FieldOrigin origin) => origin switch
    {
        FieldOrigin.State => "state",
        FieldOrigin.Derived => "derived",
        _ => "case",
    };

    static string Reached(double? value) => value is { } there ? FormattableString.Invariant($"{there:G5}") : "not reached";
}

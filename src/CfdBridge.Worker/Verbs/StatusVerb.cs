using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>What the bridge has seen, taken, missed and written, from the journal.</summary>
static class StatusVerb
{
    public static Command Create()
    {
        var subject = new Argument<string?>("CASE") { Description = "Watched case, or its output folder; all configured cases if not given.", Arity = ArgumentArity.ZeroOrOne };
        var common = new CommonOptions().Output();
        var command = new Command("status", "Shows what has been seen, taken, missed and written.\n\nExample: cfdbridge status ~/runs/cylinder") { subject };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var session = common.Open(parsed, quiet: true);
            string[] cases = parsed.GetValue(subject) is { } named ? [named] : [.. session.Options.Watch.Cases];
            if (cases.Length == 0) throw new UsageException("status", "no case is named", "Give CASE, or list cases under CfdBridge.Watch.Cases in appsettings.json.");
            foreach (var path in cases) Print(path, OutputOf(path, session.Options), Console.Out);
            return (int)ExitCode.Done;
        });
        return command;
    }

    static string OutputOf(string path, BridgeOptions options) =>
        File.Exists(Path.Combine(path, "journal.db")) || File.Exists(Path.Combine(path, "journal.location")) ? Path.GetFullPath(path) : CaseFolder.OutputFor(path, options.Output.Directory);

    static void Print(string path, string output, TextWriter text)
    {
        using var journal = RunJournal.OpenExisting(output, TimeProvider.System);
        var steps = journal.Steps();
        var timeline = journal.Timeline();
        text.WriteLine(path);
        text.WriteLine($"  products   {output}");
        foreach (var fate in steps.GroupBy(s => s.Fate).OrderBy(g => g.Key)) text.WriteLine($"  {fate.Key.ToString().ToLowerInvariant(),-10} {fate.Count()} steps");
        if (timeline.Count > 0) text.WriteLine($"  times      {timeline[0].TimeSeconds:G8} to {timeline[^1].TimeSeconds:G8}{(journal.Epoch > 0 ? $", {journal.Epoch} restarts from an earlier time" : "")}");
        foreach (var missed in steps.Where(s => s.Fate is StepFate.Missed or StepFate.Unreadable).TakeLast(5)) text.WriteLine($"             {missed.Fate.ToString().ToLowerInvariant()}: {missed.Name}");
        if (journal.Continuations().LastOrDefault(c => c.State == ContinuationState.Published) is not { } newest) return;

        var summary = ForecastSummary.FromJson(newest.Summary);
        if (Path.Combine(output, TrustReport.FileName) is var file && File.Exists(file))
        {
            var report = TrustReport.Load(file);
            foreach (var wrong in report.Earlier.Wrong) text.WriteLine($"  wrong      {wrong}");
            text.WriteLine($"  trust      {report.Headline}");
        }

        text.WriteLine($"  continued  from {newest.OriginSeconds:G8} to {newest.TimeOf(newest.Steps):G8} with {newest.Engine} in {summary.Seconds:0.0} s");
        foreach (var note in summary.Notes) text.WriteLine($"             {note}");
        if (journal.Continuations().LastOrDefault(c => journal.Scores().Any(s => s.Continuation == c.Id)) is not { } scored) return;
        foreach (var field in journal.Scores().Where(s => s.Continuation == scored.Id).GroupBy(s => s.Field))
            text.WriteLine($"  scored     {field.Key} as predicted from {scored.OriginSeconds:G8}: off by {field.Average(s => s.RelativeL2):P2} (relative L2), {field.Average(s => s.FluctuationError):P1} of the fluctuation, over {field.Count()} steps that came");
    }
}

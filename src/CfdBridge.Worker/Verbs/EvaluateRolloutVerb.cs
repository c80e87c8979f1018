using System.CommandLine;
using System.Text;
using CfdBridge.Pipeline;
using static CfdBridge.Training.ReportText;

namespace CfdBridge.Worker;

/// <summary>Whether long continuations keep their oscillation.</summary>
static class EvaluateRolloutVerb
{
    public static Command Create()
    {
        var library = new Option<string>("--library") { Description = "Folder of captured runs.", HelpName = "DIR", Required = true };
        var windows = new Option<string>("--windows") { Description = "File of the runs, origins and contexts; the horizons in it do not count.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the table.", HelpName = "DIR", Required = true };
        var engines = new Option<string[]>("--engine") { Description = "Engine to follow; may stand several times. All if not given.", HelpName = "NAME" };
        var steps = new Option<int>("--steps") { Description = "Steps of every continuation, at least 200.", HelpName = "H", DefaultValueFactory = _ => 2000 };
        var common = new CommonOptions().Members().Seed();
        var command = new Command("rollout", "Continues captured runs far past their ends and follows amplitude and frequency, 200 steps at a time.\n\nExample: cfdbridge evaluate rollout --library LIBRARY --windows samples/cylinder-wake/windows.json --engine segment --out evaluation") { library, windows, output, engines, steps };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(steps) < 200) throw new UsageException("--steps", $"{parsed.GetValue(steps)} steps make no piece of 200", "Give at least 200.");
            using var session = common.Open(parsed, quiet: true);
            var names = parsed.GetValue(engines) ?? [];
            foreach (var name in names.Except(session.Plugins.Engines)) throw new UsageException("--engine", $"\"{name}\" is unknown", NearMatch.Hint(name, session.Plugins.Engines));
            var created = session.Plugins.CreateEngines(names, new(session.Logger, TimeProvider.System));
            using var bar = new WorkBar(Console.Error);
            var scores = await new RolloutEvaluator(created.Where(engine => names.Length == 0 || names.Contains(engine.Key)).ToDictionary(), session.Options.Forecast).RunAsync(
                parsed.GetValue(library)!, ForecastWindows.Load(parsed.GetValue(windows)!), parsed.GetValue(steps), (group, done, all) => bar.Report(new(group, done, all, double.NaN)), cancellationToken); // both are required
            var table = Written(scores, parsed.GetValue(steps));
            AtomicFile.WriteText(Path.Combine(parsed.GetValue(output)!, "rollout.md"), table); // required
            Console.Out.Write(table);
            return (int)ExitCode.Done;
        });
        return command;
    }

    static string Written(IReadOnlyList<RolloutScore> scores, int steps)
    {
        var text = new StringBuilder($"# Continuations of {steps} steps\n\nAmplitude and frequency of the cross-stream velocity where it varies most, mean of the members, over those of the run's last 200 snapshots, in pieces of 200 steps.\n\n");
        static string Of(IReadOnlyList<double> values) => values.Count == 0 ? "-" : $"{Figure(values[0])}, {Figure(values[^1])} ({Figure(values.Min())} to {Figure(values.Max())})";
        text.Append(Table(
            ["window", "run", "engine", "amplitude, first, last (least to most)", "frequency", "pieces without one"],
            [.. scores.Select(score => score.Refusal.Length > 0
                ? new[] { score.Group, score.Run, score.Engine, score.Refusal, "", "" }
                : [score.Group, score.Run, score.Engine, Of(score.Amplitudes), Of([.. score.Frequencies.OfType<double>()]), $"{score.Frequencies.Count(one => one is null)} of {score.Frequencies.Count}"])]));
        return text.ToString();
    }
}

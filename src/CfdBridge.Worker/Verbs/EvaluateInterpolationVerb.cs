using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>Engines that interpolate against snapshots of captured runs that are held back from them.</summary>
static class EvaluateInterpolationVerb
{
    public static Command Create()
    {
        var library = new Option<string>("--library") { Description = "Folder of captured runs.", HelpName = "DIR", Required = true };
        var windows = new Option<string>("--gaps") { Description = "File of the runs, times and patterns of what is held back; cfdbridge schema gaps has its form.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the tables.", HelpName = "DIR", Required = true };
        var engines = new Option<string[]>("--engine") { Description = "Engine to judge; may stand several times. All if not given.", HelpName = "NAME" };
        var common = new CommonOptions().Members().Seed();
        var command = new Command("interpolation", "Holds snapshots of captured runs back, finds them with each engine and prints the errors.\n\nExample: cfdbridge evaluate interpolation --library LIBRARY --gaps samples/cylinder-wake/gaps.json --out evaluation") { library, windows, output, engines };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            var names = parsed.GetValue(engines) ?? [];
            foreach (var name in names.Except(session.Plugins.Interpolations)) throw new UsageException("--engine", $"\"{name}\" is unknown", NearMatch.Hint(name, session.Plugins.Interpolations));
            var created = session.Plugins.CreateInterpolations(names, new(session.Logger, TimeProvider.System));
            var evaluator = new InterpolationEvaluator(created.Where(engine => names.Length == 0 || names.Contains(engine.Key)).ToDictionary(), session.Options, TimeProvider.System, session.Logger);
            using var bar = new WorkBar(Console.Error);
            var evaluation = await evaluator.RunAsync(
                parsed.GetValue(library)!, InterpolationWindows.Load(parsed.GetValue(windows)!), (group, done, all) => bar.Report(new(group, done, all, double.NaN)), cancellationToken); // both are required
            InterpolationEvaluationReport.Write(parsed.GetValue(output)!, evaluation); // required
            Console.Out.Write(File.ReadAllText(Path.Combine(parsed.GetValue(output)!, InterpolationEvaluationReport.TableName)));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

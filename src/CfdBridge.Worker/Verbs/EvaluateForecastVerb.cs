using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>Continuation engines against the truth of captured runs.</summary>
static class EvaluateForecastVerb
{
    public static Command Create()
    {
        var library = new Option<string>("--library") { Description = "Folder of captured runs.", HelpName = "DIR", Required = true };
        var windows = new Option<string>("--windows") { Description = "File of the runs, origins, contexts and horizons; cfdbridge schema windows has its form.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the tables and charts.", HelpName = "DIR", Required = true };
        var engines = new Option<string[]>("--engine") { Description = "Engine to judge; may stand several times. All if not given.", HelpName = "NAME" };
        var without = new Option<string[]>("--without") { Description = "Run parameter that engines are not told, whatever the windows say; may stand several times.", HelpName = "NAME" };
        var common = new CommonOptions().Members().Seed();
        var command = new Command("forecast", "Continues captured runs with each engine and prints the errors against what truly came.\n\nExample: cfdbridge evaluate forecast --library LIBRARY --windows samples/cylinder-wake/windows.json --out evaluation") { library, windows, output, engines, without };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            var names = parsed.GetValue(engines) ?? [];
            foreach (var name in names.Except(session.Plugins.Engines)) throw new UsageException("--engine", $"\"{name}\" is unknown", NearMatch.Hint(name, session.Plugins.Engines));
            var created = session.Plugins.CreateEngines(names, new(session.Logger, TimeProvider.System));
            var evaluator = new ForecastEvaluator(created.Where(engine => names.Length == 0 || names.Contains(engine.Key)).ToDictionary(), session.Options.Forecast, TimeProvider.System, session.Logger);
            using var bar = new WorkBar(Console.Error);
            var evaluation = await evaluator.RunAsync(
                parsed.GetValue(library)!, ForecastWindows.Load(parsed.GetValue(windows)!), parsed.GetValue(without) ?? [], (group, done, all) => bar.Report(new(group, done, all, double.NaN)), cancellationToken); // both are required
            ForecastEvaluationReport.Write(parsed.GetValue(output)!, evaluation); // required
            Console.Out.Write(File.ReadAllText(Path.Combine(parsed.GetValue(output)!, ForecastEvaluationReport.TableName)));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

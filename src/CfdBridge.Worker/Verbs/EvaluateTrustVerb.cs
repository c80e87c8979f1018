using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>What the judge promises on captured runs against what came.</summary>
static class EvaluateTrustVerb
{
    public static Command Create()
    {
        var library = new Option<string>("--library") { Description = "Folder of captured runs.", HelpName = "DIR", Required = true };
        var windows = new Option<string>("--windows") { Description = "File of the runs, origins, contexts and horizons; cfdbridge schema windows has its form.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the tables.", HelpName = "DIR", Required = true };
        var engines = new Option<string[]>("--engine") { Description = "Engine to judge; may stand several times. All if not given.", HelpName = "NAME" };
        var residuals = new Option<string[]>("--residuals") { Description = "Keep an engine's errors with its model; windows of validation runs alone may serve for it. May stand several times.", HelpName = "ENGINE=MODEL" };
        var common = new CommonOptions().Members().Seed();
        var command = new Command("trust", "Judges every engine on captured runs and prints what was promised beside what came.\n\nExample: cfdbridge evaluate trust --library LIBRARY --windows samples/cylinder-wake/windows-trust.json --out trust") { library, windows, output, engines, residuals };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            var names = parsed.GetValue(engines) ?? [];
            var kept = Kept(parsed.GetValue(residuals) ?? [], session.Plugins.Engines);
            foreach (var name in names.Except(session.Plugins.Engines)) throw new UsageException("--engine", $"\"{name}\" is unknown", NearMatch.Hint(name, session.Plugins.Engines));
            var created = session.Plugins.CreateEngines(names, new(session.Logger, TimeProvider.System));
            var evaluator = new TrustEvaluator(created.Where(engine => names.Length == 0 || names.Contains(engine.Key)).ToDictionary(), session.Options.Forecast, TimeProvider.System, session.Logger);
            using var bar = new WorkBar(Console.Error);
            var evaluation = await evaluator.RunAsync(
                parsed.GetValue(library)!, ForecastWindows.Load(parsed.GetValue(windows)!), (group, done, all) => bar.Report(new(group, done, all, double.NaN)), cancellationToken); // both are required
            foreach (var (engine, model) in kept)
            {
                var own = evaluation.ResidualsOf(engine) ?? throw new UsageException("--residuals", $"{engine} served no window as a trained engine", "Name a trained engine, and windows that it can serve.");
                AtomicFile.WriteText(Path.Combine(model, ValidationResiduals.FileName(engine)), DescriptionFile.ToJson(own));
            }

            TrustEvaluationReport.Write(parsed.GetValue(output)!, evaluation); // required
            Console.Out.Write(File.ReadAllText(Path.Combine(parsed.GetValue(output)!, TrustEvaluationReport.TableName)));
            return (int)ExitCode.Done;
        });
        return command;
    }

    static Dictionary<string, string> Kept(string[] words, IEnumerable<string> engines)
    {
        var kept = new Dictionary<string, string>();
        foreach (var word in words)
        {
            var parts = word.Split('=', 2);
            if (parts.Length != 2 || !engines.Contains(parts[0])) throw new UsageException($"--residuals {word}", "it is no engine with its model", $"Write --residuals segment=samples/cylinder-wake/segment. {NearMatch.Hint(parts[0], engines)}");
            if (!File.Exists(Path.Combine(parts[1], "model.json"))) throw new UsageException($"--residuals {word}", $"{parts[1]} holds no model", "Name the folder of a model.");
            kept[parts[0]] = parts[1];
        }

        return kept;
    }
}

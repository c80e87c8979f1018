using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>Predicts the known end of a run with each engine.</summary>
static class HindcastVerb
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Command Create()
    {
        var subject = new Argument<string>("CASE") { Description = "Case folder, .foam, .pvd or .series file, or folder of VTK files." };
        var engines = new Option<string[]>("--engine") { Description = "Engine to try; may stand several times. All if not given.", HelpName = "NAME" };
        var context = new Option<int?>("--context") { Description = "Steps that the engines see.", HelpName = "N" };
        var horizon = new Option<int?>("--horizon") { Description = "Last steps to hide and predict.", HelpName = "H" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var common = new CommonOptions().Parameters().Auxiliary().Fields().TimeWindow().Region().Seed().Members();
        var command = new Command("hindcast", "Hides the last steps of a run, predicts them with each engine, and prints the skill by lead time.\n\nExample: cfdbridge hindcast ~/runs/cylinder --context 93 --horizon 100") { subject, engines, context, horizon, json };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            var names = parsed.GetValue(engines) ?? [];
            foreach (var name in names.Except(session.Plugins.Engines)) throw new UsageException("--engine", $"\"{name}\" is unknown", NearMatch.Hint(name, session.Plugins.Engines));
            var verb = new OneShotForecast(session.Plugins, session.Options, TimeProvider.System, session.Logger);
            var report = await verb.HindcastAsync(parsed.GetValue(subject)!, names, parsed.GetValue(context), parsed.GetValue(horizon), cancellationToken); // the argument is required
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, Json));
            else HindcastTable.Print(report, Console.Out);
            return (int)ExitCode.Done;
        });
        return command;
    }
}

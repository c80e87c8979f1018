using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Pipeline;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>The JSON schemas of the files that users write or read.</summary>
static class SchemaVerb
{
    const string Settings = "settings";
    const string Codec = "codec";
    const string Recipe = "recipe";
    const string Windows = "windows";
    const string Gaps = "gaps";
    const string WarmStart = "warm-start";
    const string Report = "report";
    const string Interpolation = "interpolation";
    const string Residuals = "residuals";

    public static Command Create()
    {
        var common = new CommonOptions();
        var file = new Argument<string>("FILE") { Description = $"{Settings}, {Codec}, {Recipe}, {Windows}, {Gaps}, {Report}, {Interpolation}, {Residuals} or {WarmStart}", DefaultValueFactory = _ => Settings };
        file.AcceptOnlyFromAmong(Settings, Codec, Recipe, Windows, Gaps, Report, Interpolation, Residuals, WarmStart);
        var command = new Command("schema", "Prints the JSON schema of a file: of appsettings.json, the plugins' options included, of a codec's model.json, of a training's recipe, of the windows and gaps of an evaluation, of a trust report, of the report of an interpolation, of the errors kept beside a model, or of a warm start's warmstart.json.\n\nExample: cfdbridge schema > appsettings.schema.json") { file };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            var other = parsed.GetValue(file) switch
            {
                Codec => DescriptionFile.Schema<NeuralCodecDescription>("A neural codec of CfdBridge"),
                Recipe => DescriptionFile.Schema<CodecRecipe>("How CfdBridge trains a codec"),
                Windows => DescriptionFile.Schema<ForecastWindows>("Windows of captured runs that CfdBridge judges engines on"),
                Gaps => DescriptionFile.Schema<InterpolationWindows>("Gaps in captured runs that CfdBridge judges interpolation on"),
                WarmStart => DescriptionFile.Schema<WarmStartDescription>("A warm start of CfdBridge"),
                Report => DescriptionFile.Schema<TrustReport>("A trust report of CfdBridge"),
                Interpolation => DescriptionFile.Schema<WrittenInterpolation>("How far fields that CfdBridge interpolated can be believed"),
                Residuals => DescriptionFile.Schema<ValidationResiduals>("Errors of an engine on validation runs, kept beside its model"),
                _ => null,
            };
            if (other is not null)
            {
                Console.Out.Write(other);
                return (int)ExitCode.Done;
            }

            using var session = common.Open(parsed, quiet: true);
            Console.Out.WriteLine(OptionsSchema.Of(session.Plugins.OptionTypes));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

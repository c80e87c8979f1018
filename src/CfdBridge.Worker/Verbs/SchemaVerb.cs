using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>The JSON schemas of the files that users write or read.</summary>
static class SchemaVerb
{
    const string Settings = "settings";
    const string Codec = "codec";

    public static Command Create()
    {
        var common = new CommonOptions();
        var file = new Argument<string>("FILE") { Description = $"{Settings}, {Codec}", DefaultValueFactory = _ => Settings };
        file.AcceptOnlyFromAmong(Settings, Codec);
        var command = new Command("schema", "Prints the JSON schema of a file: of appsettings.json, the plugins' options included, or of a codec's model.json.\n\nExample: cfdbridge schema > appsettings.schema.json") { file };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(file) == Codec)
            {
                Console.Out.Write(DescriptionFile.Schema<NeuralCodecDescription>("A neural codec of CfdBridge"));
                return (int)ExitCode.Done;
            }

            using var session = common.Open(parsed, quiet: true);
            Console.Out.WriteLine(OptionsSchema.Of(session.Plugins.OptionTypes));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

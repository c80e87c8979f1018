using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>The JSON schema of appsettings.json.</summary>
static class SchemaVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("schema", "Prints the JSON schema of appsettings.json, the plugins' options included.\n\nExample: cfdbridge schema > appsettings.schema.json");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var session = common.Open(parsed, quiet: true);
            Console.Out.WriteLine(OptionsSchema.Of(session.Plugins.OptionTypes));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>Finished runs with their parameters, to the run library.</summary>
static class CaptureVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("CASE") { Description = "Case folder, .foam, .pvd or .series file, or folder of VTK files." };
        var library = new Option<string>("--out") { Description = "Folder of the library.", HelpName = "DIR", DefaultValueFactory = _ => LibraryFolder.Path };
        var name = new Option<string?>("--name") { Description = "Name of the run; the case's own if not given.", HelpName = "NAME" };
        var common = new CommonOptions().Parameters().Fields().TimeWindow().Region();
        var command = new Command("capture", "Captures a finished run, with its parameters, into a library of shards.\n\nExample: cfdbridge capture ~/runs/re100 --set Re=100 --out ~/library") { subject, library, name };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            var capture = new RunCapture(session.Plugins, session.Options, TimeProvider.System, session.Logger);
            var shard = await capture.CaptureAsync(parsed.GetValue(subject)!, parsed.GetValue(library)!, parsed.GetValue(name), new Progress<int>(), cancellationToken); // one is required, the other has a default
            Console.Out.WriteLine($"{shard.Name}: {shard.TimesSeconds.Count} snapshots of {string.Join(", ", shard.Fields.Select(f => f.Name))}, times {shard.TimesSeconds[0]:G8} to {shard.TimesSeconds[^1]:G8}.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}

using System.CommandLine;

namespace CfdBridge.Worker;

/// <summary>What is this case?</summary>
static class InspectVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("PATH") { Description = "Case folder, .foam, .pvd or .series file, VTK file or folder of VTK files; or a library of captured runs." };
        var common = new CommonOptions().Region().Fields();
        var command = new Command("inspect", "Shows what is found at a path: steps, mesh, fields, and whether it can be warm-started; or the runs of a library, and what is known of them.\n\nExample: cfdbridge inspect ~/runs/cylinder") { subject };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            var path = Path.GetFullPath(parsed.GetValue(subject)!); // the argument is required
            if (LibraryListing.Recognises(path))
            {
                LibraryListing.Print(path, Console.Out);
                return (int)ExitCode.Done;
            }

            var context = new PluginContext(session.Logger, TimeProvider.System);
            var source = session.Plugins.OpenSource(session.Options.Watch.Request(path), context);
            await PrintAsync(source, Console.Out, cancellationToken);
            if (session.Plugins.ReadNumerics(path, context, cancellationToken) is { } numerics) NumericsText.Print(numerics, Console.Out);
            PrintWarmStart("this run", WarmStartKind.Continue);
            PrintWarmStart("a new parameter or mesh", WarmStartKind.Parameter);
            return (int)ExitCode.Done;

            void PrintWarmStart(string what, WarmStartKind kind)
            {
                var obstacles = session.Plugins.ObstaclesOfWarmStart(path, kind, context, cancellationToken);
                Console.Out.WriteLine($"warmstart {what}: {(obstacles.Count == 0 ? "can be written" : $"no: {string.Join(" ", obstacles)}")}");
            }
        });
        return command;
    }

    static async Task PrintAsync(ISnapshotSource source, TextWriter output, CancellationToken cancellationToken)
    {
        var scan = source.Scan(cancellationToken);
        output.WriteLine($"steps     {scan.Steps.Count}{(scan.Steps.Count > 0 ? $", times {scan.Steps[0].TimeSeconds:G8} to {scan.Steps[^1].TimeSeconds:G8}" : "")}{(scan.Purges ? ", old ones are purged" : "")}");
        foreach (var state in scan.Steps.GroupBy(s => s.State)) output.WriteLine($"          {state.Count()} {state.Key.ToString().ToLowerInvariant()}");
        if (scan.Steps.LastOrDefault(s => s.State != StepState.Unfinished) is not { } last) return;

        var snapshot = await source.ReadAsync(last, cancellationToken);
        var mesh = snapshot.Mesh;
        output.WriteLine($"mesh      {mesh.CellCount} cells, {mesh.PointCount} points, id {mesh.Id}");
        foreach (var type in mesh.Cells.Types.GroupBy(t => t).OrderByDescending(g => g.Count())) output.WriteLine($"          {type.Count()} {type.Key.ToString().ToLowerInvariant()}");
        foreach (var patch in mesh.Patches) output.WriteLine($"patch     {patch.Name} ({patch.Kind}), {patch.FaceCount} faces");
        output.WriteLine($"fields    at time {snapshot.TimeSeconds:G8}");
        foreach (var field in snapshot.Fields)
        {
            var values = field.ToDouble();
            output.WriteLine($"          {field.Name,-12} {field.Association.ToString().ToLowerInvariant()} data, {field.Components} component{(field.Components > 1 ? "s" : "")}, {values.Min():G5} to {values.Max():G5} {field.Dimensions}");
        }
    }
}

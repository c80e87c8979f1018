using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>Fields between steps, on another mesh, or from sensors.</summary>
static class InterpolateVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("CASE") { Description = "Case folder, .foam, .pvd or .series file, or folder of VTK files." };
        var times = new Option<string?>("--times") { Description = "Times to find, a list or a range; before the first step too, where an engine can.", HelpName = "LIST or START:STEP:END" };
        var onto = new Option<string?>("--onto") { Description = "A mesh, slice or cloud of points to bring the steps onto.", HelpName = "MESH" };
        var observe = new Option<string?>("--observe") { Description = "Sensor readings to find the whole fields from: a table (time,x,y,z,U_x,p) or a VTK series of points.", HelpName = "POINTS" };
        var common = new CommonOptions().Value<string>("--engine", "Engine, or auto for the best on what is left out.", "NAME", "Interpolation:Engine")
            .Output().Members().Parameters().Fields().TimeWindow().Region().Seed();
        var command = new Command("interpolate", "Finds fields where they were not written: between steps and in gaps, on another mesh, or from sensors.\n\nExample: cfdbridge interpolate ~/runs/cylinder --times 40:0.05:60 --out ~/runs/cylinder-between") { subject, times, onto, observe };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (path, wanted, mesh, readings) = (parsed.GetValue(subject)!, parsed.GetValue(times), parsed.GetValue(onto), parsed.GetValue(observe)); // the argument is required
            if (new[] { wanted, mesh, readings }.Count(given => given is not null) != 1)
                throw new UsageException("interpolate", "it takes one of --times, --onto and --observe", "Say which fields are wanted; for two, interpolate twice.");
            var when = wanted is null ? null : new WantedTimes(wanted);
            using var session = common.Open(parsed, quiet: true);
            using var bar = new WorkBar(Console.Error);
            void Progress(int done, int all) => bar.Report(new("interpolating", done, all, double.NaN));
            var verb = new OneShotInterpolation(session.Plugins, session.Options, TimeProvider.System, session.Logger) { Page = new InterpolationPage() };
            var result = when is not null ? await verb.AtTimesAsync(path, when, Progress, cancellationToken)
                : mesh is not null ? await verb.OntoAsync(path, mesh, Progress, cancellationToken)
                : await verb.FromSensorsAsync(path, readings!, Progress, cancellationToken); // one of the three is given
            Print(result, Console.Out);
            return (int)ExitCode.Done;
        });
        return command;
    }

    static void Print(InterpolationResult result, TextWriter output)
    {
        output.WriteLine($"Wrote {result.Report.Steps} steps in {result.Seconds:0.0} s.");
        foreach (var part in result.Parts)
        {
            output.WriteLine($"{part.Count} {part.Name} with {part.Engine}. {part.Choice}");
            foreach (var note in part.Notes) output.WriteLine($"  {note}");
            foreach (var (report, engine, first) in part.Beside.Prepend(part.Report).SelectMany(report => report.Engines.Select((engine, i) => (report, engine, i == 0))))
            {
                if (first) output.WriteLine($"  Left out and found again: {report.LeftOut}. Mean error, relative / relative to the fluctuation:");
                var errors = engine.Errors.GroupBy(error => error.Field).Select(field => string.Create(null, $"{field.Key} {100 * field.Average(error => error.RelativeL2):0.00}% / {100 * field.Average(error => error.FluctuationError):0.00}%"));
                output.WriteLine($"    {engine.Engine,-10} {(engine.Refusal.Length > 0 ? engine.Refusal : string.Join(", ", errors) + $"; expected of what is asked {100 * engine.Score:0.00}%, {engine.SecondsPerStep:0.000} s a step")}");
            }
        }

        output.WriteLine($"Open {Path.Combine(result.OutputDirectory, "interpolated.pvd")} in ParaView. The report: {Path.Combine(result.OutputDirectory, WrittenInterpolation.PageName)}");
    }
}

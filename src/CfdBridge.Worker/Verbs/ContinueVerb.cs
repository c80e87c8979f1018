using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>One continuation, now.</summary>
static class ContinueVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("CASE") { Description = "Case folder, .foam, .pvd or .series file, or folder of VTK files." };
        var origin = new Option<double?>("--from") { Description = "Time to continue from; the latest step if not given.", HelpName = "TIME" };
        var common = new CommonOptions().Value<int?>("--steps", "Steps to predict.", "H", "Forecast:HorizonSteps").Value<int?>("--window", "Most recent steps that the engines see.", "N", "Forecast:WindowSteps")
            .Value<double?>("--since", "Earliest time to use, seconds.", "TIME", "Watch:FromTime").Value<double?>("--to", "Latest time to compare with, seconds.", "TIME", "Watch:ToTime")
            .Value<double?>("--tolerance", "Error that is tolerated, over the fluctuation.", "SHARE", "Forecast:Tolerance").Output().Value<double?>("--viscosity", "Kinematic viscosity, m2/s, for the shear on bodies in the report.", "NU", "Forecast:Viscosity").Engine().Members().Parameters().Auxiliary().Fields().Region().Seed();
        var command = new Command("continue", "Continues a run from what is there, once.\n\nExample: cfdbridge continue ~/runs/cylinder --steps 100 --out ~/runs/cylinder-next") { subject, origin };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = common.Open(parsed, quiet: true);
            using var progress = new ProgressLine("continuing", session.Options.Forecast.HorizonSteps, Console.Error);
            var verb = new OneShotForecast(session.Plugins, session.Options, TimeProvider.System, session.Logger) { Page = new TrustPage() };
            var result = await verb.ContinueAsync(parsed.GetValue(subject)!, parsed.GetValue(origin), progress, cancellationToken); // the argument is required
            progress.Dispose();
            Print(result, Console.Out);
            return (int)(result.Report.Verdict == "reject" ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    static void Print(OneShotResult result, TextWriter output)
    {
        output.WriteLine($"Continued by {result.Steps} steps to time {result.EndSeconds:G8} with {result.Forecast.Engine} in {result.Seconds:0.0} s.");
        output.WriteLine(result.Report.Headline);
        foreach (var reason in result.Report.Reasons) output.WriteLine($"  {reason}");
        if (result.Report.AcceptedSteps > 0 && result.Report.AcceptedSteps < result.Steps) output.WriteLine($"  For a continuation that is accepted as a whole: --steps {result.Report.AcceptedSteps}.");
        foreach (var note in result.Forecast.Notes) output.WriteLine($"  {note}");
        HindcastTable.Print(result.Forecast.Hindcast, output);
        if (result.Errors.Count > 0)
        {
            output.WriteLine($"Against the {result.Errors.Max(e => e.Lead)} later steps of the same run that are known (mean relative L2 / fluctuation-normalised):");
            foreach (var field in result.Errors.GroupBy(e => e.Field))
                output.WriteLine($"  {field.Key,-8} {field.Average(e => e.RelativeL2):P3} / {field.Average(e => e.FluctuationError):P2}");
        }

        output.WriteLine($"The report: {Path.Combine(result.OutputDirectory, TrustReport.PageName)}");
        output.WriteLine($"Open {Path.Combine(result.OutputDirectory, "combined.pvd")} in ParaView.");
    }
}

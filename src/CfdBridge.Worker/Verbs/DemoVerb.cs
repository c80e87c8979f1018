using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>The main job on a real, live OpenFOAM run.</summary>
static class DemoVerb
{
    const string Solver = "icoFoam";
    const int Reynolds = 110;        // between those that the shipped model was trained on
    const int Context = 90;          // three periods of the wake
    const int ShortContext = 24;     // three quarters of one
    const double TransientEnd = 35;  // the wake is still adjusting at 15, a horizon before
    const int Horizon = 100;

    public static Command Create()
    {
        var directory = new Option<string>("--dir") { Description = "Working folder; made anew.", HelpName = "DIR", DefaultValueFactory = _ => "cfdbridge-demo" };
        var common = new CommonOptions();
        var command = new Command("demo", "Runs OpenFOAM on a cylinder wake and continues it live.\n\nExample: cfdbridge demo") { directory, WarmStartDemo.Create() };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(directory)!); // it has a default
            DemoFolder.MakeAnew(folder);
            var flow = FoamCase.CopyOf(Installation.Sample("cylinder-wake"), Path.Combine(folder, "cylinder-wake"));
            flow.Set("constant/transportProperties", "nu", FormattableString.Invariant($"{1.0 / Reynolds:G10}")); // diameter and velocity are 1
            using var session = common.Open(parsed, quiet: false,
                new("Watch:Cases:0", flow.DirectoryPath), new("Watch:UntilIdleSeconds", "5"), new("Forecast:HorizonSteps", $"{Horizon}"), new("Forecast:EverySteps", "50"), new("Forecast:WindowSteps", $"{Context}"), new("Forecast:Parameters:Re", $"{Reynolds}"));
            return (int)await RunAsync(flow, session, Console.Out, cancellationToken);
        });
        return command;
    }

    static async Task<ExitCode> RunAsync(FoamCase flow, Session session, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine($"A cylinder wake at Re {Reynolds}, which no model here was trained on, in {flow.DirectoryPath}: blockMesh, setFields, then {Solver} live.");
        await flow.RunAsync("blockMesh", cancellationToken);
        await flow.RunAsync("setFields", cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        using var solver = flow.Start(Solver);
        var solving = flow.WaitAsync(solver, Solver, cancellationToken);
        var code = await WatchVerb.RunAsync(session, cancellationToken);
        await solving;
        if (code != ExitCode.Done) return code;

        var products = CaseFolder.OutputFor(flow.DirectoryPath, "");
        using var journal = RunJournal.OpenExisting(products, TimeProvider.System);
        var untilTransient = session.Options with { Watch = session.Options.Watch with { ToTime = TransientEnd } };
        var transient = await new OneShotForecast(session.Plugins, untilTransient, TimeProvider.System, session.Logger).HindcastAsync(flow.DirectoryPath, [], ShortContext, Horizon, cancellationToken);
        var report = await new OneShotForecast(session.Plugins, session.Options, TimeProvider.System, session.Logger).HindcastAsync(flow.DirectoryPath, [], Context, Horizon, cancellationToken);
        PrintSeen(journal, TimeProvider.System.GetElapsedTime(started), output);
        output.WriteLine();
        output.WriteLine("While the wake was adjusting, from three quarters of a period:");
        HindcastTable.Print(transient, output);
        output.WriteLine();
        output.WriteLine("Once it was developed, from three periods:");
        HindcastTable.Print(report, output);
        output.WriteLine();
        PrintCost(flow, journal, report, output);
        PrintCommands(products, output);
        return ExitCode.Done;
    }

    static void PrintSeen(RunJournal journal, TimeSpan elapsed, TextWriter output)
    {
        var steps = journal.Steps();
        var continuations = journal.Continuations();
        output.WriteLine();
        output.WriteLine($"Seen in {elapsed.TotalSeconds:0} s: {steps.Count(s => s.Fate == StepFate.Taken)} steps taken, {steps.Count(s => s.Fate == StepFate.Missed)} missed, {continuations.Count} continuations made.");
        foreach (var (continuation, summary) in continuations.Where(c => c.Summary.Length > 0).Select(c => (c, ForecastSummary.FromJson(c.Summary))))
        {
            var scores = journal.Scores().Where(s => s.Continuation == continuation.Id && s.Field == "U").ToArray();
            output.WriteLine($"  from t = {continuation.OriginSeconds,6:0.0}  {continuation.Engine,-12} {(scores.Length > 0 ? $"later off by {scores.Average(s => s.RelativeL2):P2} in U over {scores.Length} steps that came" : "not yet overtaken by the solver")}");
        }
    }

    static void PrintCost(FoamCase flow, RunJournal journal, HindcastReport report, TextWriter output)
    {
        var best = report.Engines[0];
        var perStep = flow.SolverSeconds(Solver) / Math.Max(1, journal.Timeline().Count);
        output.WriteLine($"One output step costs {Solver} {perStep:0.000} s; {best.Engine} generates it in {best.SecondsPerStep:0.0000} s, {perStep / best.SecondsPerStep:0} times faster.");
    }

    static void PrintCommands(string products, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Open the result:");
        output.WriteLine($"  {Path.Combine(products, TrustReport.PageName)}: how far to believe it");
        output.WriteLine($"  paraview {Path.Combine(products, "combined.pvd")}");
        output.WriteLine($"  cd {products} && paraview --script=open_in_paraview.py");
        output.WriteLine($"  ./cfdbridge status {products}");
    }
}

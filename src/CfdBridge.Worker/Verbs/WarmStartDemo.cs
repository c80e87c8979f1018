using System.CommandLine;
using System.Globalization;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>A library of four runs of the backward-facing step, and a fifth inlet velocity started from what they say.</summary>
static class WarmStartDemo
{
    const string Solver = "simpleFoam";
    const double Unseen = 9;
    static readonly double[] Captured = [6, 8, 10, 12];

    public static Command Create()
    {
        var directory = new Option<string>("--dir") { Description = "Working folder; made anew.", HelpName = "DIR", DefaultValueFactory = _ => "cfdbridge-demo-warm-start" };
        var common = new CommonOptions();
        var command = new Command("warm-start", "Runs OpenFOAM at four inlet velocities, and starts a fifth from them: cold against warm.\n\nExample: cfdbridge demo warm-start") { directory };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(directory)!); // it has a default
            DemoFolder.MakeAnew(folder);
            using var session = common.Open(parsed, quiet: true);
            await CaptureAsync(folder, session, Console.Out, cancellationToken);
            return (int)await StartAsync(folder, parsed, common, Console.Out, cancellationToken);
        });
        return command;
    }

    static async Task CaptureAsync(string folder, Session session, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine($"A backward-facing step, k-epsilon, at inlet velocities {string.Join(", ", Captured)} m/s with {Solver}, captured into {Library(folder)}:");
        foreach (var velocity in Captured)
        {
            var flow = await CaseAsync(folder, velocity, cancellationToken);
            await flow.RunAsync(Solver, cancellationToken);
            var known = session.Options with { Forecast = session.Options.Forecast with { Parameters = new Dictionary<string, double> { ["U"] = velocity } } };
            await new RunCapture(session.Plugins, known, TimeProvider.System, session.Logger).CaptureAsync(flow.DirectoryPath, Library(folder), null, new Progress<int>(), cancellationToken);
            output.WriteLine(FormattableString.Invariant($"  U = {velocity,2}   {File.ReadLines(flow.LogOf(Solver)).Count(line => line.StartsWith("Time = ", StringComparison.Ordinal)),4} iterations, {flow.SolverSeconds(Solver):0.0} s"));
        }
    }

    static async Task<ExitCode> StartAsync(string folder, ParseResult parsed, CommonOptions common, TextWriter output, CancellationToken cancellationToken)
    {
        var flow = await CaseAsync(folder, Unseen, cancellationToken);
        output.WriteLine();
        output.WriteLine($"U = {Unseen}, which no run of the library has:");
        using var session = common.Open(parsed, quiet: true,
            new("Plugins:Options:openfoam:SkipZeroTime", "false"), new("Forecast:Parameters:U", Unseen.ToString(CultureInfo.InvariantCulture)), new("Output:Directory", Path.Combine(folder, "result")));
        var sources = new WarmStartSources(session.Plugins, session.Options, TimeProvider.System, session.Logger);
        var package = await new WarmStarter(session.Plugins, session.Options, TimeProvider.System, session.Logger)
            .WriteAsync(flow.DirectoryPath, () => sources.PredictedAsync(flow.DirectoryPath, Library(folder), "", cancellationToken), WarmStartConsent.None, endSeconds: null, RunningSolver.Leave, cancellationToken);
        WarmStartText.Print(package, output);
        var comparison = await new WarmRun(session.Plugins, TimeProvider.System, session.Logger)
            .RunAsync(package.Directory, withCold: true, new() { CaseDirectory = package.Directory }, Console.Error.WriteLine, cancellationToken);
        WarmStartText.Print(comparison, output);
        output.WriteLine();
        output.WriteLine("By hand:");
        output.WriteLine($"  ./cfdbridge warm-start {flow.DirectoryPath} --set U={Unseen} --library {Library(folder)} --out DIR --run");
        return comparison.FellBack ? ExitCode.NativeFailed : ExitCode.Done;
    }

    // k goes with the square of the velocity, epsilon with its cube: the same turbulence comes in.
    static async Task<FoamCase> CaseAsync(string folder, double velocity, CancellationToken cancellationToken)
    {
        var flow = FoamCase.CopyOf(Installation.Sample("backward-step"), Path.Combine(folder, FormattableString.Invariant($"U{velocity}")));
        var ratio = velocity / 10;
        flow.Set("0/inletValues", "velocity", FormattableString.Invariant($"{velocity}"));
        flow.Set("0/inletValues", "kInlet", FormattableString.Invariant($"{0.375 * ratio * ratio:G8}"));
        flow.Set("0/inletValues", "epsilonInlet", FormattableString.Invariant($"{14.855 * ratio * ratio * ratio:G8}"));
        await flow.RunAsync("blockMesh", cancellationToken);
        return flow;
    }

    static string Library(string folder) => Path.Combine(folder, "library");
}

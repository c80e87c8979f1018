using System.CommandLine;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>A case that the solver can go on from.</summary>
static class WarmStartVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("CASE") { Description = "OpenFOAM case to make a warm start for; it is only read. Or the folder of a warm start, to run it again." };
        var at = new Option<double?>("--time") { Description = "Time to hand over; if not given, when the continued flow is developed.", HelpName = "TIME" };
        var engine = new Option<string>("--engine") { Description = $"Engine, or {WarmStartSource.Observed} for a step as the solver wrote it; if not given, the best on what is hidden from it.", HelpName = "NAME" };
        var library = new Option<string?>("--library") { Description = "Captured runs: predicts the state at new parameters (--set).", HelpName = "DIR" };
        var coarse = new Option<string?>("--coarse") { Description = "Run on another mesh of the same domain: its last state is transferred.", HelpName = "CASE" };
        var end = new Option<double?>("--end") { Description = "Time at which the solver shall end; the case's own if not given.", HelpName = "TIME" };
        var advisory = new Option<bool>(WarmStartGate.AllowAdvisory) { Description = "Also make what is not accepted outright: an error, a time step or a saving that is doubtful, or what is not known of the library." };
        var numerics = new Option<bool>(WarmStartGate.AllowOtherNumerics) { Description = "Also start from runs that were solved with another application, other schemes or another turbulence model." };
        var stop = new Option<bool>("--stop-running") { Description = "Once it is written, ask the solver that still runs CASE to write its step and stop (stopAt writeNow in its controlDict): the only time that the case is written to." };
        var run = new WarmRunOptions();
        var common = new CommonOptions().Output().Value<int?>("--steps", "Most steps to continue by.", "H", "Forecast:HorizonSteps").Parameters().Fields().Seed();
        var command = new Command("warm-start", "Writes a case that the solver can go on from, and with --run runs it beside the cold start.\n\nExample: cfdbridge warm-start ~/runs/step --set U=9 --library ~/library/step --run") { subject, at, engine, library, coarse, end, advisory, numerics, stop };
        run.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (path, asked, runs, other) = (parsed.GetValue(subject)!, parsed.GetValue(engine) ?? "", parsed.GetValue(library), parsed.GetValue(coarse)); // the argument is required
            if (runs is not null && other is not null) throw new UsageException("--library and --coarse", "both are given", "A warm start has one source: leave one out.");
            using var session = common.Open(parsed, quiet: true, [.. Settings(asked, isNew: runs is not null || other is not null)]);
            if (File.Exists(Path.Combine(path, WarmStartDescription.FileName))) return (int)await run.RunAsync(parsed, session, Path.GetFullPath(path), cancellationToken);

            var sources = new WarmStartSources(session.Plugins, session.Options, TimeProvider.System, session.Logger);
            Task<WarmStartSource> Make() =>
                runs is not null ? sources.PredictedAsync(path, runs, asked, cancellationToken)
                : other is not null ? sources.TransferredAsync(path, other, cancellationToken)
                : asked == WarmStartSource.Observed ? sources.ObservedAsync(path, parsed.GetValue(at), cancellationToken)
                : sources.ContinuedAsync(path, parsed.GetValue(at), cancellationToken);
            var consent = (parsed.GetValue(advisory) ? WarmStartConsent.Advisory : 0) | (parsed.GetValue(numerics) ? WarmStartConsent.OtherNumerics : 0);
            var package = await new WarmStarter(session.Plugins, session.Options, TimeProvider.System, session.Logger).WriteAsync(path, Make, consent, parsed.GetValue(end), parsed.GetValue(stop) ? RunningSolver.WriteAndStop : RunningSolver.Leave, cancellationToken);
            WarmStartText.Print(package, Console.Out);
            return parsed.GetValue(run.Run) ? (int)await run.RunAsync(parsed, session, package.Directory, cancellationToken) : (int)ExitCode.Done;
        });
        return command;
    }

    // A new run starts from what the case was set up with, and a step of the run keeps its flux.
    static IEnumerable<KeyValuePair<string, string?>> Settings(string engine, bool isNew)
    {
        if (isNew) yield return new("Plugins:Options:openfoam:SkipZeroTime", "false");
        if (!isNew && engine.Length > 0 && engine != WarmStartSource.Observed) yield return new("Forecast:Engine", engine);
        if (engine == WarmStartSource.Observed) yield return new("Plugins:Options:openfoam:Fluxes", "true");
        if (!isNew) yield return new("Plugins:Options:echo:Members", "1"); // the mean of several draws is none of them
    }
}

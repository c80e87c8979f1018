using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Writes a warm start beside a watched case when its continuation is accepted and comes to a developed state. Only the
/// newest is kept. The case is never touched, and its solver is told nothing.
/// </summary>
sealed class LiveWarmStart(string casePath, PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    readonly PluginContext context = new(logger, time);
    string newest = "";
    CaseNumerics? watched; // as the case was set up when its first continuation began

    /// <summary>Begins to follow a continuation.</summary>
    public Following Follow(Forecast forecast)
    {
        watched ??= plugins.ReadNumerics(casePath, context, default);
        return new(this, forecast);
    }

    async Task WriteAsync(Forecast forecast, ForecastStep step, double? developedSeconds, string note, CancellationToken cancellationToken)
    {
        var judged = WarmStartJudgement.OfContinuation(forecast, step, options.WarmStart);
        if (judged.Verdict != Verdict.Accept)
        {
            Log.NoWarmStart(logger, judged.Reason);
            return;
        }

        try
        {
            var source = new WarmStartSource(
                WarmStartKind.Continue, forecast.Engine, string.Create(CultureInfo.InvariantCulture, $"t{step.TimeSeconds:G6}"), forecast.Observed.Mesh, step.Mean, step.TimeSeconds, judged, [],
                await GatesAsync(forecast, step, developedSeconds, cancellationToken), [.. forecast.Notes, note]);
            var package = await new WarmStarter(plugins, options, time, logger).WriteAsync(casePath, () => Task.FromResult(source), WarmStartConsent.None, endSeconds: null, RunningSolver.Leave, cancellationToken);
            if (newest.Length > 0) Directory.Delete(newest, recursive: true);
            newest = package.Directory;
            Log.WarmStartWritten(logger, package.Directory, forecast.Engine);
        }
        catch (Exception failure) when (failure is BridgeException or EngineRefusedException)
        {
            Log.NoWarmStart(logger, failure.Message); // a case of another solver, or one being purged: the continuation stands all the same
        }
    }

    // The solver has gone on meanwhile, and somebody may have changed its settings.
    async Task<IReadOnlyList<WarmStartGate>> GatesAsync(Forecast forecast, ForecastStep step, double? developedSeconds, CancellationToken cancellationToken)
    {
        var source = plugins.OpenSource(options.Watch.Request(casePath), context);
        var latest = source.Scan(cancellationToken).Steps.LastOrDefault(one => one.State != StepState.Unfinished)
            ?? throw new CaseFormatException(casePath, "it has no whole step any more", "Was it cleaned?");
        var mesh = (await source.ReadAsync(latest, cancellationToken)).Mesh;
        var now = plugins.ReadNumerics(casePath, context, cancellationToken);
        return
        [
            MeshGate.Of(forecast.Observed.Mesh, mesh, "The steps continued stand"),
            NumericsGate.OfSameCase(watched, now),
            .. watched is null ? Array.Empty<WarmStartGate>() : [TimeStepGate.Of([("watched", watched)], "run as first seen", now)],
            SavingGate.OfContinuation(latest.TimeSeconds, forecast.SpacingSeconds, step.TimeSeconds, developedSeconds, options.WarmStart),
        ];
    }

    /// <summary>One continuation, step by step.</summary>
    public sealed class Following(LiveWarmStart owner, Forecast forecast)
    {
        readonly CycleWatch watch = new(forecast.Observed);
        (ForecastStep Step, double? Since, string Note)? developed;

        public void See(ForecastStep step)
        {
            if (developed is null && watch.See(step) is { } note) developed = (step, watch.DevelopedSeconds(), note);
        }

        /// <summary>Writes the warm start, where there is one to write.</summary>
        public Task EndAsync(CancellationToken cancellationToken) =>
            developed is { } found ? owner.WriteAsync(forecast, found.Step, found.Since, found.Note, cancellationToken) : Task.CompletedTask;
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Writes a warm start beside a watched case when its continuation is accepted and comes to a developed state. Only the
/// newest is kept. The case is never touched, and its solver is told nothing.
/// </summary>
sealed class LiveWarmStart(string casePath, PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    string newest = "";

    /// <summary>Begins to follow a continuation.</summary>
    public Following Follow(Forecast forecast) => new(this, forecast);

    async Task WriteAsync(Forecast forecast, ForecastStep step, string note, CancellationToken cancellationToken)
    {
        var judged = WarmStartJudgement.OfContinuation(forecast, step, options.WarmStart);
        if (judged.Verdict != Verdict.Accept)
        {
            Log.NoWarmStart(logger, judged.Reason);
            return;
        }

        var source = new WarmStartSource(
            WarmStartKind.Continue, forecast.Engine, string.Create(CultureInfo.InvariantCulture, $"t{step.TimeSeconds:G6}"), forecast.Observed.Mesh, step.Mean, step.TimeSeconds, judged, [], [.. forecast.Notes, note]);
        try
        {
            var package = await new WarmStarter(plugins, options, time, logger).WriteAsync(casePath, () => Task.FromResult(source), allowAdvisory: false, endSeconds: null, RunningSolver.Leave, cancellationToken);
            if (newest.Length > 0) Directory.Delete(newest, recursive: true);
            newest = package.Directory;
            Log.WarmStartWritten(logger, package.Directory, forecast.Engine);
        }
        catch (BridgeException failure)
        {
            Log.NoWarmStart(logger, failure.Message); // a case of another solver, or one being purged: the continuation stands all the same
        }
    }

    /// <summary>One continuation, step by step.</summary>
    public sealed class Following(LiveWarmStart owner, Forecast forecast)
    {
        readonly CycleWatch watch = new(forecast.Observed);
        (ForecastStep Step, string Note)? developed;

        public void See(ForecastStep step)
        {
            if (developed is null && watch.See(step) is { } note) developed = (step, note);
        }

        /// <summary>Writes the warm start, where there is one to write.</summary>
        public Task EndAsync(CancellationToken cancellationToken) =>
            developed is { } found ? owner.WriteAsync(forecast, found.Step, found.Note, cancellationToken) : Task.CompletedTask;
    }
}

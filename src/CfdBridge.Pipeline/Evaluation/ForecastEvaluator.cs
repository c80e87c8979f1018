using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Lets every engine continue the same windows of captured runs, and scores it against what truly came.</summary>
/// <param name="engines">By name; those that choose among them are not here.</param>
/// <param name="options">Members, seed, candidates of <c>auto</c>; horizon, parameters and auxiliary runs come with the windows.</param>
public sealed class ForecastEvaluator(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Runs all windows.</summary>
    /// <param name="library">Folder of captured runs.</param>
    /// <param name="windows">What to continue.</param>
    /// <param name="untold">Parameters that no engine is told.</param>
    /// <param name="progress">Told the group, windows done of it, and how many it has.</param>
    /// <exception cref="CaseFormatException">A window does not fit the library.</exception>
    public async Task<ForecastEvaluation> RunAsync(string library, ForecastWindows windows, IReadOnlyList<string> untold, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(progress);
        var (shards, scores) = (ShardReader.Library(library), new List<ForecastScore>());
        foreach (var group in windows.Groups)
        {
            for (var i = 0; i < group.Windows.Count; i++)
            {
                var window = CapturedWindow.Read(shards, group, group.Windows[i], untold);
                if (scores.Count == 0) await WindowAsync(group.Name, window, cancellationToken); // what is loaded once is not to be timed
                scores.AddRange(await WindowAsync(group.Name, window, cancellationToken));
                progress(group.Name, i + 1, group.Windows.Count);
            }
        }

        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(library))), options.Members, options.Seed, windows.Groups, scores);
    }

    async Task<IReadOnlyList<ForecastScore>> WindowAsync(string group, CapturedWindow window, CancellationToken cancellationToken)
    {
        var truth = new WindowTruth(window.Truth);
        var own = window.OwnOptions(options);
        var scores = new List<ForecastScore>();
        foreach (var (name, engine) in engines.OrderBy(e => e.Key, StringComparer.Ordinal))
            scores.Add(await TryAsync(group, window, name, () => ScoreAsync(group, window, truth, own, name, engine, cancellationToken)));
        if (engines.Count > 1) scores.Add(await TryAsync(group, window, ForecastOptions.Auto, () => AutoAsync(group, window, own, scores, cancellationToken)));
        return scores;
    }

    async Task<ForecastScore> ScoreAsync(string group, CapturedWindow window, WindowTruth truth, ForecastOptions own, string name, IContinuationEngine engine, CancellationToken cancellationToken)
    {
        var score = new WindowScoring(truth);
        var started = time.GetTimestamp();
        var continuation = await engine.ContinueAsync(own.Request(window.Context, own.HorizonSteps), cancellationToken);
        var preparation = time.GetElapsedTime(started);
        var busy = TimeSpan.Zero;
        started = time.GetTimestamp();
        await foreach (var step in continuation.Steps.WithCancellation(cancellationToken))
        {
            busy += time.GetElapsedTime(started);
            if (score.Steps == own.HorizonSteps) break;
            score.Add(step.Members, step.Unresolved);
            started = time.GetTimestamp();
        }

        return score.Steps < own.HorizonSteps
            ? throw new EngineRefusedException($"It made {score.Steps} of {own.HorizonSteps} steps.")
            : new(group, window.Run, window.OriginSeconds, name, "", "", preparation.TotalSeconds, busy.TotalSeconds / score.Steps, score.Fields(), score.Wake(), continuation.Notes);
    }

    // What the live bridge would take, from the context alone; the continuation is then the one that this engine has been scored for.
    async Task<ForecastScore> AutoAsync(string group, CapturedWindow window, ForecastOptions own, IReadOnlyList<ForecastScore> scores, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var forecast = await new Forecaster(engines, own, time, logger).ForecastAsync(new(window.Context, []), cancellationToken);
        var preparation = time.GetElapsedTime(started);
        var chosen = scores.Single(score => score.Engine == forecast.Engine);
        return chosen with { Group = group, Engine = ForecastOptions.Auto, Chosen = forecast.Engine, PreparationSeconds = preparation.TotalSeconds, Notes = forecast.Notes };
    }

    async Task<ForecastScore> TryAsync(string group, CapturedWindow window, string name, Func<Task<ForecastScore>> score)
    {
        try
        {
            return await score();
        }
        catch (EngineRefusedException refusal)
        {
            return ForecastScore.Refused(group, window, name, refusal.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One broken engine must not stop the others; it is reported.
            Log.EngineFailed(logger, name, failure);
            return ForecastScore.Refused(group, window, name, $"It failed: {failure.Message}");
        }
    }
}

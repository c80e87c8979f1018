using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Judges every engine on windows of captured runs, as on a live run, and holds what was promised against what came.</summary>
/// <param name="engines">By name.</param>
/// <param name="options">Origins, tolerance, members and seed; horizon, parameters and auxiliary runs come with the windows.</param>
public sealed class TrustEvaluator(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Runs all windows.</summary>
    /// <param name="library">Folder of captured runs.</param>
    /// <param name="windows">What to continue.</param>
    /// <param name="progress">Told the group, windows done of it, and how many it has.</param>
    public async Task<TrustEvaluation> RunAsync(string library, ForecastWindows windows, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(progress);
        var (shards, judged) = (ShardReader.Library(library), new List<TrustWindow>());
        foreach (var group in windows.Groups)
        {
            for (var i = 0; i < group.Windows.Count; i++)
            {
                var window = CapturedWindow.Read(shards, group, group.Windows[i], []);
                if (judged.Count == 0) await WindowAsync(group.Name, window, cancellationToken); // what is loaded once is not to be timed
                judged.AddRange(await WindowAsync(group.Name, window, cancellationToken));
                progress(group.Name, i + 1, group.Windows.Count);
            }
        }

        return new($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(library)))}: {string.Join(", ", judged.Select(one => one.Window.Run).Distinct())}", judged);
    }

    async Task<List<TrustWindow>> WindowAsync(string group, CapturedWindow window, CancellationToken cancellationToken)
    {
        var own = window.OwnOptions(options);
        var (shape, before) = (SpreadShape.Of(window.Context).Deviations, Environment.CpuUsage.TotalTime);
        var judgement = await new Judge(engines, own, time, logger).JudgeAsync(window.Context, new(), cancellationToken);
        var judging = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        double[] scales = [.. window.Context.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale(window.Context.Snapshots, f))];
        double[] ratios = [.. window.Context.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale(window.Truth, f) / scales[f])];
        var varying = new WindowTruth(window.Truth).Components;
        var found = new List<TrustWindow>();
        foreach (var engine in judgement.Engines.Where(engine => double.IsFinite(engine.Outlook)))
        {
            before = Environment.CpuUsage.TotalTime;
            var (steps, spent) = (new List<StepResiduals>(), TimeSpan.Zero);
            var continuation = await engines[engine.Name].ContinueAsync(own.Request(window.Context, own.HorizonSteps), cancellationToken);
            await foreach (var step in continuation.Steps.WithCancellation(cancellationToken))
            {
                spent += Environment.CpuUsage.TotalTime - before;
                if (steps.Count == own.HorizonSteps) break;
                steps.Add(StepResiduals.Of(steps.Count + 1, Ensemble.Mean(step.Members), SpreadUnit.Of(step.Members, shape), window.Truth[steps.Count], scales));
                before = Environment.CpuUsage.TotalTime;
            }

            found.Add(new(group, window, engine, Verdicts.Of(engine, own), steps, varying, ratios, new(judging, spent.TotalSeconds)) { Chosen = engine == judgement.Chosen });
        }

        return found;
    }
}

using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Hides the end of the observed window and lets engines predict it.</summary>
public sealed class Hindcast(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Steps to hide of a window: the horizon where the window is long enough, else its last quarter.</summary>
    public static int StepsToHide(int observed, ForecastOptions options) =>
        Math.Clamp(Math.Max(observed / 4, observed - options.WindowSteps), 1, options.HorizonSteps);

    /// <summary>Predicts the last <paramref name="hidden"/> steps from the <paramref name="context"/> steps before them.</summary>
    /// <returns>The report, and each serving engine's spread by lead time.</returns>
    public async Task<(HindcastReport Report, IReadOnlyDictionary<string, LeadSpread> Spreads)> RunAsync(Trajectory window, int context, int hidden, CancellationToken cancellationToken)
    {
        var seen = window.Slice(window.Count - hidden - context, context);
        Snapshot[] truth = [.. window.Snapshots.TakeLast(hidden)];
        double[] fluctuations = [.. truth[0].Fields.Select((_, f) => WeightedNorm.ErrorScale(truth, f))];
        var shape = SpreadShape.Of(seen);

        var skills = new List<EngineSkill>();
        var spreads = new Dictionary<string, LeadSpread>();
        foreach (var (name, engine) in engines.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            try
            {
                var calibration = new SpreadCalibration(shape);
                skills.Add(await TryAsync(name, engine, seen, truth, fluctuations, calibration, cancellationToken));
                spreads[name] = calibration.Finish();
            }
            catch (EngineRefusedException refusal)
            {
                skills.Add(EngineSkill.Refused(name, refusal.Message));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One broken engine must not stop the others; it is reported, and never chosen.
                Log.EngineFailed(logger, name, failure);
                skills.Add(EngineSkill.Refused(name, $"It failed: {failure.Message}"));
            }
        }

        return (new(seen.Last.TimeSeconds, context, hidden, [.. skills.OrderBy(s => s.Score)]), spreads);
    }

    async Task<EngineSkill> TryAsync(string name, IContinuationEngine engine, Trajectory seen, Snapshot[] truth, double[] fluctuations, SpreadCalibration calibration, CancellationToken cancellationToken)
    {
        var request = options.Request(seen, truth.Length);
        var leads = new List<LeadSkill>();
        var busy = TimeSpan.Zero;
        var started = time.GetTimestamp();
        var continuation = await engine.ContinueAsync(request, cancellationToken);
        var lead = 0;
        await foreach (var step in continuation.Steps.WithCancellation(cancellationToken))
        {
            busy += time.GetElapsedTime(started);
            if (lead == truth.Length) break;
            var mean = Ensemble.Mean(step.Members);
            for (var f = 0; f < mean.Count; f++) leads.Add(LeadSkill.Of(lead + 1, mean[f], truth[lead].Fields[f], seen.Mesh, fluctuations[f]));
            calibration.Add(mean, truth[lead].Fields);
            lead++;
            started = time.GetTimestamp();
        }

        if (lead < truth.Length) throw new EngineRefusedException($"It made {lead} of {truth.Length} steps.");
        var score = leads.Any(s => !double.IsFinite(s.FluctuationError)) ? double.PositiveInfinity : leads.Average(s => s.FluctuationError);
        return new(name, "", score, busy.TotalSeconds / lead, leads, continuation.Notes);
    }
}

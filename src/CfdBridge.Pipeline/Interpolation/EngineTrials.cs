using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Lets engines find what was held back, and says how well and how surely each did.</summary>
/// <param name="engines">By name.</param>
sealed class EngineTrials(IReadOnlyDictionary<string, IInterpolationEngine> engines, ForecastOptions forecast, TimeProvider time, ILogger logger)
{
    /// <param name="leftOut">What is held back, in words.</param>
    /// <param name="unit">Of errors.</param>
    /// <param name="gap">Steps from one known to the next across what is wanted.</param>
    public async Task<(InterpolationReport Report, IReadOnlyDictionary<string, IntervalWidths> Widths)> RunAsync(string leftOut, IReadOnlyList<Trial> trials, ErrorUnit unit, int gap, CancellationToken cancellationToken)
    {
        var (skills, widths) = (new List<InterpolationSkill>(), new Dictionary<string, IntervalWidths>());
        foreach (var (name, engine) in engines.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            try
            {
                var calibration = new IntervalCalibration();
                var skill = await TryAsync(name, engine, trials, unit, calibration, gap, cancellationToken);
                skills.Add(skill);
                // Between neighbours nothing as near can be left out: the interval shrinks as the errors do, where they do.
                var shrinks = gap < trials.Min(trial => trial.Gap) && skill.LeftOut > 0 ? Math.Min(1, skill.Score / skill.LeftOut) : 1;
                widths[name] = calibration.Finish([.. trials[0].Kept.Last.Fields.Select(field => field.Components)], shrinks);
            }
            catch (EngineRefusedException refusal)
            {
                skills.Add(InterpolationSkill.Refused(name, refusal.Message));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One broken engine must not stop the others; it is reported, and never chosen.
                Log.EngineFailed(logger, name, failure);
                skills.Add(InterpolationSkill.Refused(name, $"It failed: {failure.Message}"));
            }
        }

        return (new(leftOut, [.. skills.OrderBy(skill => skill.Score)]), widths);
    }

    async Task<InterpolationSkill> TryAsync(string name, IInterpolationEngine engine, IReadOnlyList<Trial> trials, ErrorUnit unit, IntervalCalibration calibration, int gap, CancellationToken cancellationToken)
    {
        var (errors, notes, busy, steps) = (new List<InterpolationError>(), new List<string>(), TimeSpan.Zero, 0);
        var byGap = new List<(int Gap, double Error)>();
        foreach (var trial in trials)
        {
            var before = errors.Count;
            var (started, step) = (time.GetTimestamp(), 0);
            var found = await engine.InterpolateAsync(forecast.Request(trial.Kept, trial.Target), cancellationToken);
            if (notes.Count == 0) notes.AddRange(found.Notes);
            await foreach (var (_, members, _) in found.Steps.WithCancellation(cancellationToken))
            {
                busy += time.GetElapsedTime(started);
                if (step == trial.Truth.Count) break;
                var (truth, mean) = (trial.Truth[step++], Ensemble.Mean(members));
                calibration.Add(truth, mean, [.. mean.Select((_, f) => unit.Of(members, mean, f))]);
                foreach (var field in truth.Fields)
                {
                    var (relative, fluctuation) = field.Error(mean);
                    errors.Add(new(truth.Distance, field.Name, relative, fluctuation));
                }

                started = time.GetTimestamp();
            }

            if (step < trial.Truth.Count) throw new EngineRefusedException($"It made {step} of {trial.Truth.Count} steps.");
            steps += step;
            byGap.Add((trial.Gap, errors.Skip(before).GroupBy(e => e.Field).Average(field => field.Average(e => e.FluctuationError))));
        }

        (int Gap, double Error)[] means = [.. byGap.GroupBy(one => one.Gap).Select(same => (same.Key, same.Average(one => one.Error)))];
        return new(name, "", ErrorByGap.At(gap, means), ErrorByGap.Nearest(gap, means), busy.TotalSeconds / Math.Max(1, steps), errors, notes);
    }
}

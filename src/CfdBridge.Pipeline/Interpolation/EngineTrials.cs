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
                var (earlier, later) = (new IntervalCalibration(), new IntervalCalibration());
                var skill = await TryAsync(name, engine, trials, unit, (earlier, later), gap, cancellationToken);
                int[] components = [.. trials[0].Kept.Last.Fields.Select(field => field.Components)];
                skill = skill with { Fields = [.. skill.Fields.Select(field => field with { Coverage = Coverage(earlier, later, components, Place(trials[0].Kept, field.Field)) })] };
                skills.Add(skill);
                // Between neighbours nothing as near can be left out: the interval shrinks as the errors do, where they do.
                var shrinks = gap < trials.Min(trial => trial.Gap) && skill.LeftOut > 0 ? Math.Min(1, skill.Score / skill.LeftOut) : 1;
                earlier.Add(later);
                widths[name] = earlier.Finish(components, shrinks);
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

    async Task<InterpolationSkill> TryAsync(string name, IInterpolationEngine engine, IReadOnlyList<Trial> trials, ErrorUnit unit, (IntervalCalibration Earlier, IntervalCalibration Later) calibrations, int gap, CancellationToken cancellationToken)
    {
        var (errors, notes, busy, steps) = (new List<InterpolationError>(), new List<string>(), TimeSpan.Zero, 0);
        var byGap = new List<(int Gap, string Field, double Error)>();
        foreach (var trial in trials)
        {
            var before = errors.Count;
            var (started, step, judged) = (time.GetTimestamp(), 0, 0);
            var half = trial.Truth.Count(truth => truth.Fields.Count > 0) / 2;
            var found = await engine.InterpolateAsync(forecast.Request(trial.Kept, trial.Target), cancellationToken);
            if (notes.Count == 0) notes.AddRange(found.Notes);
            await foreach (var (_, members, _) in found.Steps.WithCancellation(cancellationToken))
            {
                busy += time.GetElapsedTime(started);
                if (step == trial.Truth.Count) break;
                var truth = trial.Truth[step++];
                if (truth.Fields.Count > 0)
                {
                    var mean = Ensemble.Mean(members);
                    (judged++ < half ? calibrations.Earlier : calibrations.Later).Add(truth, mean, [.. mean.Select((_, f) => unit.Of(members, mean, f))]);
                    foreach (var field in truth.Fields)
                    {
                        var (relative, fluctuation) = field.Error(mean);
                        errors.Add(new(truth.Distance, field.Name, relative, fluctuation));
                    }
                }

                started = time.GetTimestamp();
            }

            if (step < trial.Truth.Count) throw new EngineRefusedException($"It made {step} of {trial.Truth.Count} steps.");
            steps += step;
            byGap.AddRange(errors.Skip(before).GroupBy(e => e.Field).Select(field => (trial.Gap, field.Key, field.Average(e => e.FluctuationError))));
        }

        var means = Means(byGap);
        FieldSkill[] fields = [.. byGap.GroupBy(one => one.Field).Select(own => new FieldSkill(own.Key, ErrorByGap.At(gap, Means(own)), null))];
        return new(name, "", ErrorByGap.At(gap, means), ErrorByGap.Nearest(gap, means), means, fields, busy.TotalSeconds / Math.Max(1, steps), errors, notes);
    }

    static (int Gap, double Error)[] Means(IEnumerable<(int Gap, string Field, double Error)> errors) =>
        [.. errors.GroupBy(one => one.Gap).OrderBy(same => same.Key).Select(same => (same.Key, same.Average(one => one.Error)))];

    // Errors of the earlier half under the intervals of the later half's, and the other way round.
    static double? Coverage(IntervalCalibration earlier, IntervalCalibration later, int[] components, int field)
    {
        if (earlier.IsEmpty || later.IsEmpty) return null;
        var (one, other) = (earlier.Within(later.Finish(components), field), later.Within(earlier.Finish(components), field));
        return one.All + other.All == 0 ? null : (one.Held + other.Held) / (one.All + other.All);
    }

    static int Place(Trajectory run, string field) => run.Last.Fields.Select((own, f) => (own.Name, f)).First(one => one.Name == field).f;
}

namespace CfdBridge.Pipeline;

/// <summary>Follows a continuation until it has come to a time, or goes round in cycles that agree.</summary>
public sealed class DevelopedStep(Forecast forecast)
{
    static readonly SteadyCriterion Agree = new(Cycles: 3, Amplitude: 0.02, Period: 0.02);

    /// <summary>The step that was come to, and what is to be said of it.</summary>
    /// <param name="seconds">When to stop; null for when the last cycles agree.</param>
    /// <exception cref="UsageException">The horizon ends before that time.</exception>
    public async Task<((ForecastStep Step, bool IsDeveloped) Taken, string Note)> TakeAsync(double? seconds, CancellationToken cancellationToken)
    {
        var (cell, component) = Probe();
        var (times, values) = (new List<double>(), new List<double>());
        ForecastStep? last = null;
        await foreach (var step in forecast.Steps.WithCancellation(cancellationToken))
        {
            last = step;
            if (seconds is { } wanted)
            {
                if (step.TimeSeconds < wanted - 0.5 * forecast.SpacingSeconds) continue;
                return ((step, false), FormattableString.Invariant($"Continued by {step.Lead} steps, to {step.TimeSeconds:G8}."));
            }

            times.Add(step.TimeSeconds);
            values.Add(step.Mean[0].ToSingle()[cell * step.Mean[0].Components + component]);
            if (Cycles.Of(new("probe", times, values)).SteadySince(Agree) is { } since)
                return ((step, true), FormattableString.Invariant($"Continued by {step.Lead} steps to {step.TimeSeconds:G8}, where {Agree.Cycles} cycles since {since:G6} agree to {Agree.Amplitude:P0}."));
        }

        if (last is null) throw new EngineRefusedException("The engine made no step.");
        if (seconds is { } asked) throw new UsageException("--time", $"the continuation ends at {last.TimeSeconds:G8}, before {asked:G8}", "Give more --steps, or an earlier time.");
        return ((last, false), FormattableString.Invariant($"Within {last.Lead} steps, to {last.TimeSeconds:G8}, no {Agree.Cycles} cycles agreed to {Agree.Amplitude:P0}: the flow may not be developed."));
    }

    // Where, and along which axis, the first field has varied most.
    (int Cell, int Component) Probe()
    {
        var snapshots = forecast.Observed.Snapshots;
        var first = snapshots[0].Fields[0];
        var (sum, square) = (new double[first.Rows * first.Components], new double[first.Rows * first.Components]);
        foreach (var snapshot in snapshots)
        {
            var values = snapshot.Fields[0].ToSingle();
            for (var i = 0; i < sum.Length; i++) (sum[i], square[i]) = (sum[i] + values[i], square[i] + (double)values[i] * values[i]);
        }

        var best = Enumerable.Range(0, sum.Length).MaxBy(i => square[i] / snapshots.Count - Math.Pow(sum[i] / snapshots.Count, 2));
        return (best / first.Components, best % first.Components);
    }
}

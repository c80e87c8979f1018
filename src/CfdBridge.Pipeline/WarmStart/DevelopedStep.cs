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

    // Across the stream, where that has varied most: along it a wake swings twice in a cycle.
    (int Cell, int Component) Probe()
    {
        var (snapshots, width) = (forecast.Observed.Snapshots, forecast.Observed.Last.Fields[0].Components);
        var stream = Enumerable.Range(0, width).MaxBy(c => Math.Abs(Mean(forecast.Observed.Last.Fields[0].ToSingle(), c, width)));
        var best = (Cell: 0, Component: 0, Variance: -1.0);
        foreach (var component in Enumerable.Range(0, width).Where(c => width == 1 || c != stream))
        {
            var variances = ComponentVariance.Of(snapshots, 0, component);
            var cell = Enumerable.Range(0, variances.Length).MaxBy(i => variances[i]);
            if (variances[cell] > best.Variance) best = (cell, component, variances[cell]);
        }

        return (best.Cell, best.Component);
    }

    double Mean(float[] values, int component, int width) =>
        forecast.Observed.Mesh.CellVolumes.Select((volume, row) => volume * values[row * width + component]).Sum();
}

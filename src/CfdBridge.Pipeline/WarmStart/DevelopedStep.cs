namespace CfdBridge.Pipeline;

/// <summary>Follows a continuation until it has come to a time, or goes round in cycles that agree.</summary>
sealed class DevelopedStep(Forecast forecast)
{
    /// <summary>The step that was come to, since when the run is developed where that was asked for and seen, and what is to be said of it.</summary>
    /// <param name="seconds">When to stop; null for when the last cycles agree.</param>
    /// <exception cref="UsageException">The horizon ends before that time.</exception>
    public async Task<(ForecastStep Step, double? DevelopedSeconds, string Note)> TakeAsync(double? seconds, CancellationToken cancellationToken)
    {
        var watch = new CycleWatch(forecast.Observed);
        ForecastStep? last = null;
        await foreach (var step in forecast.Steps.WithCancellation(cancellationToken))
        {
            last = step;
            if (seconds is { } wanted && step.TimeSeconds >= wanted - 0.5 * forecast.SpacingSeconds) return (step, null, FormattableString.Invariant($"Continued by {step.Lead} steps, to {step.TimeSeconds:G8}."));
            if (seconds is null && watch.See(step) is { } agreement) return (step, watch.DevelopedSeconds(), agreement);
        }

        if (last is null) throw new EngineRefusedException("The engine made no step.");
        if (seconds is { } asked) throw new UsageException("--time", $"the continuation ends at {last.TimeSeconds:G8}, before {asked:G8}", "Give more --steps, or an earlier time.");
        return (last, null, FormattableString.Invariant($"Within {last.Lead} steps, to {last.TimeSeconds:G8}, no cycles agreed: the flow may not be developed."));
    }
}

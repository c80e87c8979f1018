namespace CfdBridge.Baselines;

/// <summary>The last state does not change.</summary>
sealed class Persistence : IForecaster
{
    public Forecast Forecast(Trajectory observed, int steps, CancellationToken cancellationToken) =>
        Baselines.Forecast.Standstill(observed.Count, steps);
}

namespace CfdBridge.Baselines;

/// <summary>Every value goes on changing as it did between the last two states.</summary>
sealed class Linear : IForecaster
{
    public Forecast Forecast(Trajectory observed, int steps, CancellationToken cancellationToken)
    {
        var last = observed.Count - 1;
        var weights = new double[steps, observed.Count];
        for (var step = 0; step < steps; step++)
        {
            var ahead = step + 1;
            weights[step, last] = 1 + ahead;
            weights[step, last - 1] = -ahead;
        }

        return new([], weights);
    }
}

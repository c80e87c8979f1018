using static System.FormattableString;

namespace CfdBridge.Baselines;

/// <summary>A periodic flow repeats its last period.</summary>
sealed class Repeat(RepeatOptions options) : IForecaster
{
    // A vortex street at 31 snapshots in a period, 100 steps on: two neighbours leave 0.025 % of the velocity, four 0.004 %, six 0.003 %.
    const int Stencil = 6;

    public Forecast Forecast(Trajectory observed, int steps, CancellationToken cancellationToken)
    {
        var gram = WindowGram.Of(observed, cancellationToken);
        if (gram.IsStill) return Baselines.Forecast.Standstill(observed.Count, steps, "The flow is steady over the window.");
        var period = Period.In(gram.TogetherByNoise(), options);
        return new(
            [Invariant($"The flow repeats itself every {period.Steps * observed.SpacingSeconds:G5} s ({period.Steps:F2} steps), with a mismatch of {period.Mismatch:P1} of its fluctuation.")],
            Weights(observed.Count, steps, period.Steps));
    }

    static double[,] Weights(int window, int steps, double period)
    {
        var weights = new double[steps, window];
        var stencil = Math.Min(Stencil, window);
        for (var step = 0; step < steps; step++)
        {
            var now = window + step;
            var position = now - Math.Ceiling((now - LastPosition(window, period)) / period) * period;
            var first = Math.Clamp((int)Math.Floor(position) - stencil / 2 + 1, 0, window - stencil);
            var basis = Lagrange.Weights(position - first, stencil);
            for (var i = 0; i < stencil; i++) weights[step, first + i] += basis[i];
        }

        return weights;
    }

    // The latest place that may be copied: with neighbours on both sides to interpolate between, or, where the window is
    // too short to go back that far, the last state itself.
    static double LastPosition(int window, double period)
    {
        const int margin = Stencil / 2;
        return window - margin - period >= margin - 1 ? window - margin : window - 1;
    }
}

using System.Runtime.CompilerServices;

namespace CfdBridge.Baselines;

/// <summary>Between the steps of a run: every value by the polynomial in time through the nearest steps, which need not be even.</summary>
/// <param name="steps">2 for a straight line between two neighbours, 4 for a cubic through two on either side.</param>
sealed class TimeInterpolation(int steps) : IInterpolationEngine
{
    public Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Target is not AtTimes target) throw new EngineRefusedException("It interpolates in time only.");
        double[] times = [.. request.Observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
        var outside = target.TimesSeconds.FirstOrDefault(time => time < times[0] || time > times[^1], double.NaN);
        if (double.IsFinite(outside)) throw new EngineRefusedException(FormattableString.Invariant($"Time {outside:G8} lies outside the observed {times[0]:G8} to {times[^1]:G8}; it knows values between steps only."));
        return Task.FromResult(new Interpolation([], StepsAsync(request.Observed, times, target.TimesSeconds, CancellationToken.None)));
    }

    async IAsyncEnumerable<PredictedStep> StepsAsync(Trajectory observed, double[] times, IReadOnlyList<double> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var superposition = new Superposition(observed);
        foreach (var time in wanted)
        {
            var weights = Lagrange.Weights(times, time, steps);
            yield return new(time, [await Task.Run(() => superposition.Of(weights, cancellationToken), cancellationToken)]);
        }
    }
}

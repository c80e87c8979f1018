using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace CfdBridge.Baselines;

/// <summary>
/// The whole field from sensors: the leading modes of the observed steps, their amplitudes fitted to the readings by least
/// squares (gappy POD: Everson and Sirovich, J. Opt. Soc. Am. A 12, 1995). Amplitudes are held near zero by their own
/// variance over the observed steps, so that few sensors cannot blow up weak modes.
/// </summary>
sealed class SensorFit(GappyPodOptions options) : IInterpolationEngine
{
    public async Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Target is not FromSensors { Readings: var readings }) throw new EngineRefusedException("It reconstructs from sensors only.");
        var observed = request.Observed;
        if (observed.Count < 4) throw new EngineRefusedException($"It needs modes of the flow, from at least 4 whole steps of the case; there are {observed.Count}.");
        if (WindowGram.Of(observed, cancellationToken) is not { IsStill: false } gram) throw new EngineRefusedException("The steps of the case do not vary, so it has no modes.");
        return await Task.Run(() => Fitted(observed, readings, gram.Together()), cancellationToken);
    }

    Interpolation Fitted(Trajectory observed, SensorReadings readings, double[,] gram)
    {
        var spectrum = Matrix<double>.Build.DenseOfArray(gram).Evd(Symmetricity.Symmetric);
        var n = observed.Count;
        double[] energies = [.. Enumerable.Range(0, n).Select(i => Math.Max(0, spectrum.EigenValues[n - 1 - i].Real))]; // largest first
        var (kept, held, total) = (0, 0.0, energies.Sum());
        while (kept < n - 1 && held < (1 - options.EnergyLeft) * total) held += energies[kept++];

        // Mode k is the sum over the snapshots' departures with these weights: its amplitude has unit variance over them.
        double[][] modes = [.. Enumerable.Range(0, kept).Select(k => Enumerable.Range(0, n).Select(s => spectrum.EigenVectors[s, n - 1 - k] / Math.Sqrt(n)).ToArray())];
        var sensors = SensorModes.Of(observed, readings, modes);
        var weights = new double[readings.TimesSeconds.Count][];
        for (var t = 0; t < weights.Length; t++)
        {
            var amplitudes = sensors.Fit(readings, t, options.Noise);
            weights[t] = Weights(modes, amplitudes);
        }

        return new([FormattableString.Invariant($"{kept} modes of {n} steps, fitted to {readings.Count} sensors.")], StepsAsync(observed, readings.TimesSeconds, weights, CancellationToken.None));
    }

    // Mean and modes are sums of snapshots, so is the field: 1/n each for the mean, and the modes' weights less their own mean.
    static double[] Weights(double[][] modes, double[] amplitudes)
    {
        var n = modes[0].Length;
        var weights = Enumerable.Repeat(1.0 / n, n).ToArray();
        for (var k = 0; k < modes.Length; k++)
        {
            var mean = modes[k].Average();
            for (var s = 0; s < n; s++) weights[s] += amplitudes[k] * (modes[k][s] - mean);
        }

        return weights;
    }

    static async IAsyncEnumerable<PredictedStep> StepsAsync(Trajectory observed, IReadOnlyList<double> times, double[][] weights, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var superposition = new Superposition(observed);
        for (var t = 0; t < weights.Length; t++)
        {
            var own = weights[t];
            yield return new(times[t], [await Task.Run(() => superposition.Of(own, cancellationToken), cancellationToken)]);
        }
    }
}

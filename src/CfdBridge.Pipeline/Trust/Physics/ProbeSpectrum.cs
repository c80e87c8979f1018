namespace CfdBridge.Pipeline;

/// <summary>Power of a signal by frequency, observed and predicted.</summary>
/// <param name="FrequenciesHertz">From one cycle in the compared stretch to two steps a cycle, 1/s.</param>
/// <param name="Observed">One-sided power spectral density of the last observed steps, the signal's unit squared by second; mean taken off, Hann window.</param>
/// <param name="Predicted">The same of as many predicted steps.</param>
/// <param name="Departure">Sum over frequencies of the difference between both, over that of the observed: 0 for the same.</param>
/// <param name="OwnDeparture">The same between the two halves of the observed window: what the solver's own frames differ by; null where these are too short.</param>
public sealed record ProbeSpectrum(IReadOnlyList<double> FrequenciesHertz, IReadOnlyList<double> Observed, IReadOnlyList<double> Predicted, double Departure, double? OwnDeparture)
{
    const int Least = 16; // steps that have a spectrum

    /// <param name="observed">At the observed steps.</param>
    /// <param name="predicted">By lead.</param>
    /// <param name="spacing">Between steps, seconds.</param>
    /// <returns>Null where either is too short, or the observed one is still.</returns>
    internal static ProbeSpectrum? Of(IReadOnlyList<double> observed, IReadOnlyList<double> predicted, double spacing)
    {
        var steps = Math.Min(observed.Count, predicted.Count);
        if (steps < Least) return null;
        double[] seen = Density([.. observed.TakeLast(steps)], spacing), foretold = Density([.. predicted.Take(steps)], spacing);
        if (Apart(seen, foretold) is not { } departure) return null;
        var half = observed.Count / 2;
        var own = half < Least ? null : Apart(Density([.. observed.Skip(observed.Count - 2 * half).Take(half)], spacing), Density([.. observed.TakeLast(half)], spacing));
        return new([.. Enumerable.Range(1, seen.Length).Select(cycles => cycles / (steps * spacing))], seen, foretold, departure, own);
    }

    static double? Apart(double[] one, double[] other) => one.Sum() is > 0 and var all ? one.Zip(other, (a, b) => Math.Abs(a - b)).Sum() / all : null;

    // The periodogram; its sum over frequencies, times their distance, is about the variance.
    static double[] Density(double[] series, double spacing)
    {
        double[] window = [.. Enumerable.Range(0, series.Length).Select(i => 1 - Math.Cos(2 * Math.PI * (i + 0.5) / series.Length))];
        var (mean, scale) = (series.Average(), 2 * spacing / window.Sum(weight => weight * weight));
        return [.. Enumerable.Range(1, series.Length / 2).Select(cycles => scale * Power(cycles))];

        double Power(int cycles)
        {
            var (cosine, sine) = (0.0, 0.0);
            for (var i = 0; i < series.Length; i++)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * cycles * i / series.Length);
                cosine += c * window[i] * (series[i] - mean);
                sine += s * window[i] * (series[i] - mean);
            }

            return cosine * cosine + sine * sine;
        }
    }
}

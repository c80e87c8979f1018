namespace CfdBridge.Pipeline;

/// <summary>Power of a signal by frequency, observed and predicted.</summary>
/// <param name="FrequenciesHertz">From one cycle in the compared stretch to two steps a cycle, 1/s.</param>
/// <param name="Observed">One-sided power spectral density of the last observed steps, the signal's unit squared by second; mean taken off, Hann window.</param>
/// <param name="Predicted">The same of as many predicted steps.</param>
/// <param name="Departure">Sum over frequencies of the difference between both, over the sum of both: 0 for the same, 1 where they share none.</param>
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

    static double? Apart(double[] one, double[] other) => one.Sum() > 0 ? one.Zip(other, (a, b) => Math.Abs(a - b)).Sum() / (one.Sum() + other.Sum()) : null;

    // The periodogram; its sum over frequencies, times their distance, is about the variance.
    static double[] Density(double[] series, double spacing)
    {
        var periodogram = new Periodogram(series);
        return [.. Enumerable.Range(1, series.Length / 2).Select(cycles => 2 * spacing / periodogram.WindowSquares * periodogram.Power((double)cycles / series.Length))];
    }
}

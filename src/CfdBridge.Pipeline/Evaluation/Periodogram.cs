namespace CfdBridge.Pipeline;

/// <summary>A series under a Hann window, its mean taken off, and its power at any frequency.</summary>
sealed class Periodogram
{
    readonly double[] windowed;

    public Periodogram(IReadOnlyList<double> series)
    {
        var (mean, weights) = (series.Average(), Enumerable.Range(0, series.Count).Select(i => 1 - Math.Cos(2 * Math.PI * (i + 0.5) / series.Count)).ToArray());
        windowed = [.. series.Select((value, i) => (value - mean) * weights[i])];
        WindowSquares = weights.Sum(weight => weight * weight);
    }

    /// <summary>Sum of the window's squares: what a density is scaled by.</summary>
    public double WindowSquares { get; }

    /// <param name="frequency">Cycles in a step.</param>
    /// <returns>Of the windowed series: squared magnitude of its Fourier sum.</returns>
    public double Power(double frequency)
    {
        var (cosine, sine) = (0.0, 0.0);
        for (var i = 0; i < windowed.Length; i++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * frequency * i);
            cosine += c * windowed[i];
            sine += s * windowed[i];
        }

        return cosine * cosine + sine * sine;
    }
}

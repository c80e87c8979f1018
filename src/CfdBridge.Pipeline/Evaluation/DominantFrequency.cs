namespace CfdBridge.Pipeline;

/// <summary>The peak of a series' periodogram, under a Hann window, between the bins by a parabola through its logarithm.</summary>
static class DominantFrequency
{
    const int Fine = 8; // frequencies to one bin of the discrete transform

    /// <summary>Cycles in a step; null for a peak at an end of the spectrum, such as that of a drift.</summary>
    public static double? Of(IReadOnlyList<double> series)
    {
        var periodogram = new Periodogram(series);
        var highest = Fine * series.Count / 2;
        var powers = new double[highest + 1];
        for (var k = Fine; k <= highest; k++) powers[k] = periodogram.Power((double)k / (Fine * series.Count)); // from one cycle in the whole series
        var peak = Array.IndexOf(powers, powers.Max());
        if (peak <= Fine || peak >= highest) return null;
        var (before, at, after) = (Math.Log(powers[peak - 1]), Math.Log(powers[peak]), Math.Log(powers[peak + 1]));
        return (peak + 0.5 * (before - after) / (before - 2 * at + after)) / (Fine * series.Count);
    }
}

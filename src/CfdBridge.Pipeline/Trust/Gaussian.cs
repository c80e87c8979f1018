namespace CfdBridge.Pipeline;

/// <summary>The standard normal distribution.</summary>
static class Gaussian
{
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Probability below a value, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17).</summary>
    public static double Below(double z)
    {
        if (z < 0) return 1 - Below(-z);
        var t = 1 / (1 + 0.2316419 * z);
        return 1 - Density(z) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    }

    /// <summary>Half width, in standard deviations, of the central interval with this probability.</summary>
    public static double HalfWidth(double probability)
    {
        var (low, high) = (0.0, 10.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (2 * Below(middle) - 1 < probability) low = middle;
            else high = middle;
        }

        return low;
    }
}

namespace CfdBridge.Baselines;

/// <summary>Polynomial interpolation.</summary>
static class Lagrange
{
    /// <summary>
    /// Weights of the values at 0, 1, ... for a value at <paramref name="position"/>: the Lagrange basis polynomials
    /// (Abramowitz and Stegun 25.2.2). They add up to one.
    /// </summary>
    public static double[] Weights(double position, int count)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            weights[i] = 1;
            for (var j = 0; j < count; j++)
            {
                if (j != i) weights[i] *= (position - j) / (i - j);
            }
        }

        return weights;
    }

    /// <summary>Weights of values at rising times, which need not be even, for a value at a time: those of the nearest, as many as given, and zero for the others.</summary>
    public static double[] Weights(double[] times, double time, int count)
    {
        var found = Array.BinarySearch(times, time);
        var weights = new double[times.Length];
        if (found >= 0)
        {
            weights[found] = 1;
            return weights;
        }

        count = Math.Min(count, times.Length);
        var first = Math.Clamp(~found - (count + 1) / 2, 0, times.Length - count);
        for (var i = first; i < first + count; i++)
        {
            weights[i] = 1;
            for (var j = first; j < first + count; j++)
            {
                if (j != i) weights[i] *= (time - times[j]) / (times[i] - times[j]);
            }
        }

        return weights;
    }
}

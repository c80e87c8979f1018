namespace CfdBridge.Baselines;

/// <summary>Polynomial interpolation through evenly spaced values.</summary>
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
}

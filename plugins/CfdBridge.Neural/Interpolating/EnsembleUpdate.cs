namespace CfdBridge.Neural;

/// <summary>
/// Members of an ensemble drawn towards what was observed: the ensemble Kalman update with perturbed observations (Evensen 1994;
/// Burgers, van Leeuwen and Evensen 1998), in the space that the members span, so that only a table of members is solved for.
/// </summary>
static class EnsembleUpdate
{
    /// <param name="predicted">What each member says of the observations, each divided by its expected error [members][observations].</param>
    /// <param name="observed">The observations, divided likewise.</param>
    /// <param name="random">Of the perturbations.</param>
    /// <returns>Each new member as weights of the old ones; they add up to one [members][members].</returns>
    public static double[][] Weights(double[][] predicted, double[] observed, Random random)
    {
        var n = predicted.Length;
        double[] mean = [.. Enumerable.Range(0, observed.Length).Select(i => predicted.Average(member => member[i]))];
        var scale = Math.Sqrt(n - 1);
        double[][] anomalies = [.. predicted.Select(member => member.Select((value, i) => (value - mean[i]) / scale).ToArray())];
        var normal = new double[n, n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b <= a; b++) normal[a, b] = normal[b, a] = Dot(anomalies[a], anomalies[b]) + (a == b ? 1 : 0);
        }

        Factor(normal);
        var weights = new double[n][];
        for (var member = 0; member < n; member++)
        {
            double[] missing = [.. observed.Select((value, i) => value + Normal(random) - predicted[member][i])];
            var gains = Solve(normal, [.. anomalies.Select(one => Dot(one, missing))]);
            var middle = gains.Average();
            weights[member] = [.. gains.Select((gain, other) => (gain - middle) / scale + (other == member ? 1 : 0))];
        }

        return weights;
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()); // Box and Muller

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    // Cholesky's, into the lower half.
    static void Factor(double[,] table)
    {
        for (var a = 0; a < table.GetLength(0); a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = table[a, b];
                for (var c = 0; c < b; c++) sum -= table[a, c] * table[b, c];
                table[a, b] = a == b ? Math.Sqrt(sum) : sum / table[b, b];
            }
        }
    }

    static double[] Solve(double[,] factor, double[] right)
    {
        for (var a = 0; a < right.Length; a++)
        {
            for (var c = 0; c < a; c++) right[a] -= factor[a, c] * right[c];
            right[a] /= factor[a, a];
        }

        for (var a = right.Length - 1; a >= 0; a--)
        {
            for (var c = a + 1; c < right.Length; c++) right[a] -= factor[c, a] * right[c];
            right[a] /= factor[a, a];
        }

        return right;
    }
}

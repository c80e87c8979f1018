namespace CfdBridge.Pipeline;

/// <summary>Gathers how the members of an ensemble lie about the truth, over steps, rows and those components that vary.</summary>
/// <remarks>
/// CRPS: the fair estimate from n members (Ferro 2014, eq. 8). Intervals are those of a Gaussian with the members' mean and
/// standard deviation; the truth and a mean of n members differ by sqrt(1 + 1/n) of it where the members are as good as the truth.
/// </remarks>
sealed class EnsembleTally(double scale, int[] components, double[] weights)
{
    const double Deviations = 2;

    // Half widths, in standard deviations, of central intervals of 5 to 95 %.
    static readonly (double Level, double HalfWidth)[] Intervals =
    [
        (0.05, 0.0627), (0.10, 0.1257), (0.15, 0.1891), (0.20, 0.2533), (0.25, 0.3186), (0.30, 0.3853), (0.35, 0.4538), (0.40, 0.5244), (0.45, 0.5978), (0.50, 0.6745),
        (0.55, 0.7554), (0.60, 0.8416), (0.65, 0.9346), (0.70, 1.0364), (0.75, 1.1503), (0.80, 1.2816), (0.85, 1.4395), (0.90, 1.6449), (0.95, 1.9600),
    ];

    readonly double[] within = new double[Intervals.Length + 1];
    readonly double volume = weights.Sum();
    double crps;
    double covered;
    double errors;
    double variances;
    int members;
    int steps;

    /// <summary>Adds the next step.</summary>
    /// <param name="unresolved">Standard deviation of what all members lack; null where none is known.</param>
    public void Add(IReadOnlyList<Field> drawn, Field truth, Field? unresolved = null)
    {
        var lacking = unresolved?.ToSingle();
        (members, steps) = (drawn.Count, steps + 1);
        var (actual, values) = (truth.ToSingle(), drawn.Select(field => field.ToSingle()).ToArray());
        var (own, widening) = (new double[members], 1 + 1.0 / members);
        for (var row = 0; row < weights.Length; row++)
        {
            foreach (var component in components)
            {
                var i = row * truth.Components + component;
                for (var m = 0; m < members; m++) own[m] = values[m][i];
                crps += weights[row] * Crps(own, actual[i]);
                if (members == 1) continue;
                var mean = own.Average();
                var error = Math.Abs(mean - actual[i]);
                var variance = own.Sum(value => (value - mean) * (value - mean)) / (members - 1) * widening + (lacking is null ? 0 : (double)lacking[i] * lacking[i]);
                errors += weights[row] * error * error;
                variances += weights[row] * variance;
                var off = error == 0 ? 0 : error / Math.Sqrt(variance);
                if (off < Deviations) covered += weights[row];
                within[Array.FindIndex(Intervals, interval => off <= interval.HalfWidth) is var first and >= 0 ? first : Intervals.Length] += weights[row];
            }
        }
    }

    public EnsembleScore Finish()
    {
        var all = volume * components.Length * steps;
        var score = crps / (Math.Sqrt(volume) * scale * steps);
        if (members < 2 || all == 0) return new(members, score, null, null, null);
        var (share, square) = (0.0, 0.0);
        for (var k = 0; k < Intervals.Length; k++)
        {
            share += within[k] / all;
            square += (share - Intervals[k].Level) * (share - Intervals[k].Level);
        }

        return new(members, score, Math.Sqrt(square / Intervals.Length), covered / all, errors > 0 ? Math.Sqrt(variances / errors) : null);
    }

    /// <summary>Sorts the members.</summary>
    internal static double Crps(double[] members, double truth)
    {
        Array.Sort(members);
        var (distance, pairs, n) = (0.0, 0.0, members.Length);
        for (var i = 0; i < n; i++)
        {
            distance += Math.Abs(members[i] - truth);
            pairs += (2 * i + 1 - n) * members[i];
        }

        return distance / n - (n > 1 ? pairs / ((double)n * (n - 1)) : 0);
    }
}

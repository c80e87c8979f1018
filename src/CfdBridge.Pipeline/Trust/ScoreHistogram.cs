namespace CfdBridge.Pipeline;

/// <summary>
/// How errors lie in units of a spread, weighted by volume: a histogram of their absolute size over logarithmic bins, so
/// that those of several origins pool without keeping a prediction.
/// </summary>
sealed class ScoreHistogram
{
    public const int BinsPerDecade = 40; // a quantile is good to 3 %, between bins better
    public const double Smallest = 1e-5; // upper edge of the first bin

    const int Decades = 8;

    readonly double[] weights = new double[BinsPerDecade * Decades + 1];
    readonly double[] units = new double[BinsPerDecade * Decades + 1]; // weighted sum of the spread
    double squares;
    double logUnits;
    double total;

    /// <summary>By bin: weight of the errors in it.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>By bin: weighted sum of the spread there.</summary>
    public ReadOnlySpan<double> Units => units;

    /// <summary>Weighted sum of the squared scores.</summary>
    public double Squares => squares;

    /// <summary>Weighted sum of the logarithm of the spread.</summary>
    public double LogUnits => logUnits;

    public double Rms => total > 0 ? Math.Sqrt(squares / total) : 0;

    /// <summary>Mean of the spread, in the field's unit.</summary>
    public double MeanUnit => total > 0 ? units.Sum() / total : 0;

    public void Add(double error, double unit, double weight)
    {
        var score = Math.Abs(error) / unit;
        var bin = score <= Smallest ? 0 : (int)Math.Clamp(1 + BinsPerDecade * Math.Log10(score / Smallest), 1, weights.Length - 1);
        weights[bin] += weight;
        units[bin] += weight * unit;
        squares += weight * score * score;
        logUnits += weight * Math.Log(unit);
        total += weight;
    }

    public void Add(ScoreHistogram other)
    {
        for (var i = 0; i < weights.Length; i++) (weights[i], units[i]) = (weights[i] + other.weights[i], units[i] + other.units[i]);
        squares += other.squares;
        logUnits += other.logUnits;
        total += other.total;
    }

    /// <summary>The score that a share of the volume stays below.</summary>
    public double Quantile(double level)
    {
        var (sought, before) = (level * total, 0.0);
        for (var bin = 0; bin < weights.Length; bin++)
        {
            if (before + weights[bin] >= sought && weights[bin] > 0) return bin == 0 ? Smallest * (sought / weights[0]) : Edge(bin - 1 + (sought - before) / weights[bin]);
            before += weights[bin];
        }

        return total > 0 ? Edge(weights.Length - 1) : 0;
    }

    /// <summary>Share of the volume whose score is below a half width.</summary>
    public double Coverage(double halfWidth)
    {
        if (total == 0) return 1;
        if (halfWidth <= Smallest) return halfWidth >= 0 ? weights[0] * halfWidth / Smallest / total : 0;
        var place = BinsPerDecade * Math.Log10(halfWidth / Smallest);
        var (bin, covered) = ((int)place + 1, 0.0);
        for (var i = 0; i < Math.Min(bin, weights.Length); i++) covered += weights[i];
        return (bin < weights.Length ? covered + weights[bin] * (place - Math.Floor(place)) : covered) / total;
    }

    /// <summary>Continuous ranked probability score of a Gaussian whose deviation is so many units, in the field's unit (Gneiting 2005, eq. 5).</summary>
    public double Crps(double deviation)
    {
        var sum = 0.0;
        for (var bin = 0; bin < weights.Length; bin++)
        {
            if (weights[bin] == 0) continue;
            var z = (bin == 0 ? Smallest / 2 : Edge(bin - 0.5)) / deviation;
            sum += units[bin] * deviation * (z * (2 * Gaussian.Below(z) - 1) + 2 * Gaussian.Density(z) - 1 / Math.Sqrt(Math.PI));
        }

        return total > 0 ? sum / total : 0;
    }

    /// <summary>Mean negative logarithm of a Gaussian's density at the truth, its deviation so many units.</summary>
    public double NegativeLogDensity(double deviation) =>
        total > 0 ? logUnits / total + Math.Log(deviation) + 0.5 * Math.Log(2 * Math.PI) + squares / total / (2 * deviation * deviation) : 0;

    static double Edge(double place) => Smallest * Math.Pow(10, place / BinsPerDecade);
}

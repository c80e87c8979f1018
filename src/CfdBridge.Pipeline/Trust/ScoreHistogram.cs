using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    const int Batch = 256;
    const double LogTwo = 0.693147180559945309; // natural
    const double DecadesPerOctave = 0.301029995663981195;
    const double LogSmallest = -5; // in decades

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

    /// <summary>Adds errors, each with the spread at its place and its weight.</summary>
    public void Add(ReadOnlySpan<float> errors, ReadOnlySpan<float> spreads, ReadOnlySpan<double> own)
    {
        Span<float> places = stackalloc float[Batch], logarithms = stackalloc float[Batch];
        for (var start = 0; start < errors.Length; start += Batch)
        {
            var count = Math.Min(Batch, errors.Length - start);
            Logarithms(spreads.Slice(start, count), logarithms);
            Logarithms(errors.Slice(start, count), places);
            for (var i = 0; i < count; i++)
            {
                double score = Math.Abs((double)errors[start + i] / spreads[start + i]), weight = own[start + i];
                var bin = score <= Smallest ? 0 : (int)Math.Clamp(1 + BinsPerDecade * ((places[i] - (double)logarithms[i]) * DecadesPerOctave - LogSmallest), 1, weights.Length - 1);
                weights[bin] += weight;
                units[bin] += weight * spreads[start + i];
                squares += weight * score * score;
                logUnits += weight * logarithms[i] * LogTwo;
                total += weight;
            }
        }
    }

    public void Add(double error, double unit, double weight) => Add([(float)error], [(float)unit], [weight]);

    public void Add(ScoreHistogram other)
    {
        for (var i = 0; i < weights.Length; i++) (weights[i], units[i]) = (weights[i] + other.weights[i], units[i] + other.units[i]);
        squares += other.squares;
        logUnits += other.logUnits;
        total += other.total;
    }

    // To the base of two, of absolute values; eight at a time, which takes a tenth of the time of one by one.
    static void Logarithms(ReadOnlySpan<float> values, Span<float> found)
    {
        Span<float> padded = stackalloc float[Batch];
        values.CopyTo(padded);
        padded[values.Length..].Fill(1);
        var wide = MemoryMarshal.Cast<float, Vector256<float>>(padded);
        var wideFound = MemoryMarshal.Cast<float, Vector256<float>>(found);
        for (var i = 0; i < wide.Length; i++) wideFound[i] = Vector256.Log2(Vector256.Abs(wide[i]));
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

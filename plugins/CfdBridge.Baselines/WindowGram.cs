using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace CfdBridge.Baselines;

/// <summary>
/// Scalar products between the snapshots of a window: all that a period search and a mode decomposition need to know of
/// the fields (the method of snapshots, Sirovich, Q. Appl. Math. 45, 1987).
/// </summary>
/// <remarks>
/// Products are taken of the fluctuation about the window's mean, weighted by volume. Taking the mean out first keeps the
/// squares exact where a field varies little against its offset (a gas at 1e5 Pa); sums in double precision then resolve
/// singular values down to 1e-8 of the largest, which is below the rounding of single-precision snapshots.
/// </remarks>
/// <param name="Count">Number of snapshots.</param>
/// <param name="Fields">
/// One table [window, window] for each field that moves, divided by the field's variance, so that no system of units is
/// preferred: the mean of the diagonal is 1.
/// </param>
sealed record WindowGram(int Count, IReadOnlyList<double[,]> Fields)
{
    // Rounding to single precision alone makes a field fluctuate by about 3e-8 of its size.
    const double StillBelow = 3e-7;

    // Fields cleaner than this, relative to their fluctuation, count alike: no flow is predicted better.
    const double LeastNoise = 1e-4;

    /// <summary>Whether no field changes over the window.</summary>
    public bool IsStill => Fields.Count == 0;

    public static WindowGram Of(Trajectory observed, CancellationToken cancellationToken)
    {
        var moving = new List<double[,]>();
        for (var field = 0; field < observed.Last.Fields.Count; field++)
        {
            var (products, meanSquare) = FieldGram.Of(observed, field, cancellationToken);
            var variance = Trace(products) / observed.Count;
            if (variance > StillBelow * StillBelow * (meanSquare + variance)) moving.Add(Sum([products], [1 / variance]));
        }

        return new(observed.Count, moving);
    }

    /// <summary>All fields together, their fluctuations counting alike.</summary>
    public double[,] Together() => Sum(Fields, [.. Fields.Select(_ => 1.0 / Fields.Count)]);

    /// <summary>
    /// All fields together, those with less noise counting more: a solver's pressure may jitter from step to step by a
    /// percent of its fluctuation, and modes fitted to the jitter spoil a velocity that has a hundredth of it.
    /// </summary>
    public double[,] TogetherByNoise()
    {
        // Variances are weighted by 1/noise, amplitudes by its root: half way between counting alike and whitening the noise.
        var weights = Fields.Select(field => 1 / Math.Max(LeastNoise, Noise(field))).ToArray();
        return Sum(Fields, [.. weights.Select(w => w / weights.Sum())]);
    }

    /// <summary>Squared size of a combination of fluctuations, for each field.</summary>
    public double SquaredNorm(int field, ReadOnlySpan<double> weights)
    {
        ReadOnlySpan<double> products = MemoryMarshal.CreateReadOnlySpan(ref Fields[field][0, 0], Count * Count);
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0) sum += weights[i] * Rows.Dot(products.Slice(i * Count, Count), weights);
        }

        return Math.Max(0, sum);
    }

    // Smooth motion lives in a few directions and noise in all: what the median direction holds is a measure of the noise.
    static double Noise(double[,] products)
    {
        var spectrum = Matrix<double>.Build.DenseOfArray(products).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).Order().ToArray();
        return Math.Sqrt(Math.Max(0, spectrum[spectrum.Length / 2]));
    }

    static double Trace(double[,] products)
    {
        var sum = 0.0;
        for (var i = 0; i < products.GetLength(0); i++) sum += products[i, i];
        return sum;
    }

    static double[,] Sum(IReadOnlyList<double[,]> tables, double[] weights)
    {
        var sum = new double[tables[0].GetLength(0), tables[0].GetLength(1)];
        for (var t = 0; t < weights.Length; t++)
        {
            for (var i = 0; i < sum.GetLength(0); i++)
            {
                for (var j = 0; j < sum.GetLength(1); j++) sum[i, j] += weights[t] * tables[t][i, j];
            }
        }

        return sum;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CfdBridge.Baselines;

/// <summary>Volume-weighted scalar products between the snapshots of one field, in one pass over the window.</summary>
static class FieldGram
{
    // 64 snapshots of 256 doubles are 128 kB: they stay in the second-level cache for all products between them.
    const int TileLength = 256;

    // Sums are added part by part in this order on any number of threads, so that the bytes never depend on it.
    const int Parts = 64;

    /// <summary>Products of the fluctuations about the window's mean [window, window], and the mean square of the mean field.</summary>
    public static (double[,] Products, double MeanSquare) Of(Trajectory observed, int fieldIndex, CancellationToken cancellationToken)
    {
        var field = observed.Last.Fields[fieldIndex];
        var snapshots = observed.Snapshots.Select(s => s.Fields[fieldIndex].ToSingle()).ToArray();
        var weights = RowWeights(observed.Mesh.WeightsOf(field.Association));
        var parts = new Part[Parts];
        Parallel.For(0, Parts, new ParallelOptions { CancellationToken = cancellationToken }, p =>
        {
            var part = new Part(snapshots, weights, field.Components);
            var tiles = (snapshots[0].Length + TileLength - 1) / TileLength;
            for (var tile = tiles * p / Parts; tile < tiles * (p + 1) / Parts; tile++) part.Add(tile * TileLength);
            parts[p] = part;
        });

        var products = new double[snapshots.Length, snapshots.Length];
        for (var i = 0; i < snapshots.Length; i++)
        {
            for (var j = 0; j <= i; j++) products[i, j] = products[j, i] = parts.Sum(part => part.Products[i, j]);
        }

        return (products, parts.Sum(part => part.MeanSquare));
    }

    // A cloud of points without cells has no volumes: there every point counts alike.
    static double[] RowWeights(double[] volumes)
    {
        var total = volumes.Sum();
        return total > 0 ? [.. volumes.Select(v => v / total)] : [.. volumes.Select(_ => 1.0 / volumes.Length)];
    }

    sealed class Part(float[][] snapshots, double[] weights, int components)
    {
        readonly double[] tile = new double[snapshots.Length * TileLength];
        readonly double[] mean = new double[TileLength];
        readonly double[] root = new double[TileLength];

        public double[,] Products { get; } = new double[snapshots.Length, snapshots.Length];

        public double MeanSquare { get; private set; }

        public void Add(int start)
        {
            var length = Math.Min(TileLength, snapshots[0].Length - start);
            Centre(start, length);
            for (var i = 0; i < snapshots.Length; i++)
            {
                for (var j = 0; j <= i; j++) Products[i, j] += Dot(Row(i), Row(j));
            }
        }

        void Centre(int start, int length)
        {
            Array.Clear(tile);
            Array.Clear(mean);
            for (var e = 0; e < length; e++) root[e] = Math.Sqrt(weights[(start + e) / components]);
            foreach (var snapshot in snapshots)
            {
                for (var e = 0; e < length; e++) mean[e] += snapshot[start + e];
            }

            for (var e = 0; e < length; e++)
            {
                mean[e] /= snapshots.Length;
                MeanSquare += root[e] * root[e] * mean[e] * mean[e];
            }

            for (var i = 0; i < snapshots.Length; i++)
            {
                for (var e = 0; e < length; e++) tile[i * TileLength + e] = (snapshots[i][start + e] - mean[e]) * root[e];
            }
        }

        ReadOnlySpan<Vector256<double>> Row(int i) =>
            MemoryMarshal.Cast<double, Vector256<double>>(tile.AsSpan(i * TileLength, TileLength));

        // Four sums hide the latency of the additions; 256 bits on every machine, so that all machines round alike.
        static double Dot(ReadOnlySpan<Vector256<double>> a, ReadOnlySpan<Vector256<double>> b)
        {
            var (first, second, third, fourth) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var i = 0; i + 3 < a.Length; i += 4)
            {
                first += a[i] * b[i];
                second += a[i + 1] * b[i + 1];
                third += a[i + 2] * b[i + 2];
                fourth += a[i + 3] * b[i + 3];
            }

            return Vector256.Sum((first + second) + (third + fourth));
        }
    }
}

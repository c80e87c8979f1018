using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CfdBridge.Baselines;

/// <summary>Adds up the snapshots of a window with given weights, in double precision, tile by tile.</summary>
sealed class Superposition(Trajectory observed)
{
    // A tile's sums stay in the first-level cache while every snapshot passes once.
    const int TileLength = 2048;

    readonly float[][][] values =
    [
        .. Enumerable.Range(0, observed.Last.Fields.Count)
            .Select(f => observed.Snapshots.Select(s => s.Fields[f].ToSingle()).ToArray()),
    ];

    public FieldSet Of(double[] weights, CancellationToken cancellationToken) =>
        new(observed.Last.Fields.Select((field, f) => field.With(Sum(values[f], weights, cancellationToken))));

    // Tiles do not share sums, so the result cannot depend on the number of threads.
    static float[] Sum(float[][] snapshots, double[] weights, CancellationToken cancellationToken)
    {
        var result = new float[snapshots[0].Length];
        var tiles = (result.Length + TileLength - 1) / TileLength;
        Parallel.For(
            0,
            tiles,
            new ParallelOptions { CancellationToken = cancellationToken },
            () => new double[TileLength],
            (tile, _, sums) =>
            {
                var range = (tile * TileLength)..Math.Min(result.Length, (tile + 1) * TileLength);
                Array.Clear(sums);
                for (var j = 0; j < weights.Length; j++)
                {
                    if (weights[j] != 0) AddScaled(sums, snapshots[j].AsSpan(range), weights[j]);
                }

                var target = result.AsSpan(range);
                for (var i = 0; i < target.Length; i++) target[i] = (float)sums[i];
                return sums;
            },
            _ => { });
        return result;
    }

    static void AddScaled(Span<double> sums, ReadOnlySpan<float> values, double weight)
    {
        var wide = MemoryMarshal.Cast<float, Vector256<float>>(values);
        var wideSums = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        for (var i = 0; i < wide.Length; i++)
        {
            var (lower, upper) = Vector256.Widen(wide[i]);
            wideSums[2 * i] += weight * lower;
            wideSums[2 * i + 1] += weight * upper;
        }

        for (var i = wide.Length * Vector256<float>.Count; i < values.Length; i++) sums[i] += weight * values[i];
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CfdBridge.Baselines;

/// <summary>Sums over short rows of numbers; 256 bits on every machine, so that all machines round alike.</summary>
static class Rows
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wideA = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector256<double>>(b);
        var sums = Vector256<double>.Zero;
        for (var i = 0; i < wideA.Length; i++) sums += wideA[i] * wideB[i];
        var sum = Vector256.Sum(sums);
        for (var i = wideA.Length * Vector256<double>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Adds a multiple of one row to another.</summary>
    public static void AddScaled(Span<double> sums, ReadOnlySpan<double> values, double factor)
    {
        var wideSums = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(values);
        for (var i = 0; i < wide.Length; i++) wideSums[i] += factor * wide[i];
        for (var i = wide.Length * Vector256<double>.Count; i < values.Length; i++) sums[i] += factor * values[i];
    }
}

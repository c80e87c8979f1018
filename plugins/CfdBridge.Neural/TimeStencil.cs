using System.Numerics;

namespace CfdBridge.Neural;

/// <summary>
/// A value between given times by cubic interpolation: the Lagrange polynomial through the four nearest of them
/// (Abramowitz and Stegun 25.2.1), which need not be even.
/// </summary>
/// <param name="First">Number of the first time that takes part.</param>
/// <param name="Weights">Of that and those after it; they add up to one.</param>
readonly record struct TimeStencil(int First, double[] Weights)
{
    const double Same = 1e-4; // of a spacing: digits that names of time directories cut off

    /// <param name="times">Rising.</param>
    /// <param name="time">Between the first and the last of them.</param>
    /// <param name="spacing">Between two times, about: one that is hardly off a given one is taken for it.</param>
    public static TimeStencil Of(double[] times, double time, double spacing)
    {
        var found = Array.BinarySearch(times, time);
        var after = Math.Clamp(found >= 0 ? found : ~found, 0, times.Length - 1);
        foreach (var near in new[] { after, Math.Max(after - 1, 0) })
        {
            if (Math.Abs(times[near] - time) <= Same * spacing) return new(near, [1]);
        }

        var count = Math.Min(4, times.Length);
        var first = Math.Clamp(after - 2, 0, times.Length - count);
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            weights[i] = 1;
            for (var j = 0; j < count; j++)
            {
                if (j != i) weights[i] *= (time - times[first + j]) / (times[first + i] - times[first + j]);
            }
        }

        return new(first, weights);
    }

    /// <summary>The values at the time; where they are given, these and no copy.</summary>
    /// <param name="given">The values at a time given.</param>
    public ReadOnlyMemory<float> At(Func<int, ReadOnlyMemory<float>> given)
    {
        if (Weights is [1]) return given(First);
        var between = new float[given(First).Length];
        Apply(given, between);
        return between;
    }

    /// <summary>The values at the time.</summary>
    /// <param name="given">The values at a time given.</param>
    /// <param name="into">As many as these.</param>
    public void Apply(Func<int, ReadOnlyMemory<float>> given, Span<float> into)
    {
        if (Weights is [1])
        {
            given(First).Span.CopyTo(into);
            return;
        }

        var sums = new double[into.Length];
        for (var i = 0; i < Weights.Length; i++) AddScaled(sums, given(First + i).Span, Weights[i]);
        for (var v = 0; v < sums.Length; v++) into[v] = (float)sums[v];
    }

    static void AddScaled(Span<double> sums, ReadOnlySpan<float> values, double weight)
    {
        var (v, factor, half) = (0, new Vector<double>(weight), Vector<double>.Count);
        for (; v <= sums.Length - Vector<float>.Count; v += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[v..]), out var low, out var high);
            (new Vector<double>(sums[v..]) + factor * low).CopyTo(sums[v..]);
            (new Vector<double>(sums[(v + half)..]) + factor * high).CopyTo(sums[(v + half)..]);
        }

        for (; v < sums.Length; v++) sums[v] += weight * values[v];
    }
}

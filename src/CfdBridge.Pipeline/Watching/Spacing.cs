namespace CfdBridge.Pipeline;

/// <summary>The clock of a run.</summary>
static class Spacing
{
    /// <summary>Median time between steps, seconds; times rise.</summary>
    public static double Median(IReadOnlyList<double> times)
    {
        double[] gaps = [.. times.Skip(1).Zip(times, (later, earlier) => later - earlier).Order()];
        return gaps.Length == 0 ? double.NaN : (gaps[(gaps.Length - 1) / 2] + gaps[gaps.Length / 2]) / 2;
    }
}

namespace CfdBridge.Pipeline;

/// <summary>From where hindcasts begin: several origins within the observed window, none hiding more than the earliest.</summary>
static class Origins
{
    const int Block = 4; // trained engines keep what they have encoded by blocks of so many steps

    /// <summary>Steps to hide at the earliest origin: the horizon where the window is long enough, else its last quarter.</summary>
    public static int StepsToHide(int observed, ForecastOptions options) =>
        Math.Clamp(Math.Max(observed / 4, observed - options.WindowSteps), 1, options.HorizonSteps);

    /// <summary>Steps hidden at each origin, most first. Together they are at most (origins + 1) / 2 times the first.</summary>
    public static IReadOnlyList<int> Hidden(int most, int origins)
    {
        var block = most >= Block * origins ? Block : 1;
        return [.. Enumerable.Range(0, origins).Select(k => k == 0 ? most : most * (origins - k) / origins / block * block).Where(hidden => hidden > 0).Distinct()];
    }
}

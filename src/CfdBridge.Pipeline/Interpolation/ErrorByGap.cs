namespace CfdBridge.Pipeline;

/// <summary>What an error that was measured across gaps of some widths is to be expected across a gap of another.</summary>
static class ErrorByGap
{
    const double MostOrder = 4;               // of a cubic
    static readonly double most = Math.Sqrt(2); // of the fluctuation: two states of the flow that have nothing to do with each other

    /// <summary>By a power of the width through the two widths nearest to it, as in a study of convergence; as measured where there is only one.</summary>
    /// <param name="measured">Mean errors, over the fluctuation, by width; one at least.</param>
    public static double At(int gap, IReadOnlyList<(int Gap, double Error)> measured)
    {
        if (measured.Any(one => !double.IsFinite(one.Error))) return double.PositiveInfinity;
        var near = measured.OrderBy(one => Math.Abs(one.Gap - gap)).Take(2).ToArray();
        if (near[0].Gap == gap || near.Length < 2 || near.Any(one => one.Error <= 0)) return near[0].Error;
        var order = Math.Clamp(Math.Log(near[1].Error / near[0].Error) / Math.Log((double)near[1].Gap / near[0].Gap), 0, MostOrder);
        return Math.Min(near[0].Error * Math.Pow((double)gap / near[0].Gap, order), Math.Max(most, near[0].Error));
    }

    /// <summary>As measured at the width nearest to a gap.</summary>
    public static double Nearest(int gap, IReadOnlyList<(int Gap, double Error)> measured) => measured.MinBy(one => Math.Abs(one.Gap - gap)).Error;
}

namespace CfdBridge.Models;

/// <summary>
/// Rising nodes along one axis. They stand where a share of the points stand and otherwise evenly: the quantiles of a
/// blend of the smoothed point density and a uniform one.
/// </summary>
/// <param name="Nodes">Coordinates in metres, rising.</param>
/// <param name="Period">Length after which everything repeats itself, metres: the first node follows upon the last. Null where nothing does.</param>
public sealed record GradedAxis(double[] Nodes, double? Period = null)
{
    const int Bins = 2000;
    const int Smoothing = 61;      // bins of the running mean, applied twice: 3 % of the axis
    const double Symmetric = 0.02; // share of the points that may stand otherwise than their mirror images: rounding of bins

    public int Count => Nodes.Length;

    /// <param name="density">Share of the point density in the blend. More gathers nodes at walls at the expense of the wake.</param>
    /// <param name="periodic">Whether the axis repeats itself beyond its ends; no node stands on them then, which are one place.</param>
    public static GradedAxis Of(ReadOnlySpan<double> coordinates, double low, double high, int count, double density, bool periodic = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!(high > low)) throw new ArgumentException($"An axis from {low} to {high} has no length.", nameof(high));
        var share = Smoothed(Smoothed(Histogram(coordinates, low, high)));
        var cumulative = new double[Bins + 1];
        for (var bin = 0; bin < Bins; bin++) cumulative[bin + 1] = cumulative[bin] + density * share[bin] + (1 - density) / Bins;
        var nodes = new double[count];
        for (int node = 0, bin = 0; node < count; node++)
        {
            var quantile = cumulative[^1] * (periodic ? (node + 0.5) / count : (double)node / (count - 1));
            while (bin < Bins - 1 && cumulative[bin + 1] < quantile) bin++;
            nodes[node] = low + (high - low) * (bin + (quantile - cumulative[bin]) / (cumulative[bin + 1] - cumulative[bin])) / Bins;
        }

        if (!periodic) (nodes[0], nodes[^1]) = (low, high);
        return new(Asymmetry(share) <= Symmetric ? Mirrored(nodes) : nodes, periodic ? high - low : null);
    }

    /// <summary>The coordinate of a node by its number, which goes on beyond the ends where the axis repeats itself.</summary>
    public double NodeAt(int number)
    {
        if (Period is not { } period) return Nodes[number];
        var (turns, node) = Turns(number);
        return Nodes[node] + turns * period;
    }

    /// <summary>The node that a number stands for: itself but where the axis repeats itself.</summary>
    public int Wrapped(int number) => Period is null ? number : Turns(number).Node;

    /// <summary>Where a coordinate lies between the nodes, counted in nodes and linear between two; the ends go on straight.</summary>
    public double IndexOf(double coordinate)
    {
        var left = LeftOf(coordinate);
        var at = NodeAt(left);
        return left + (coordinate - at) / (NodeAt(left + 1) - at);
    }

    /// <summary>The node on the left of a coordinate; beyond the ends the first or the last but one, or the number of its repetition.</summary>
    public int LeftOf(double coordinate)
    {
        var turns = Period is { } period ? Math.Floor((coordinate - Nodes[0]) / period) : 0;
        var found = Array.BinarySearch(Nodes, coordinate - turns * (Period ?? 0));
        var left = found >= 0 ? found : ~found - 1;
        return Period is null ? Math.Clamp(left, 0, Count - 2) : (int)turns * Count + Math.Clamp(left, 0, Count - 1);
    }

    /// <summary>The mean of the intervals on both sides of the nearest node.</summary>
    public double SpacingAt(double coordinate)
    {
        var nearest = (int)Math.Round(IndexOf(coordinate));
        if (Period is not null) return (NodeAt(nearest + 1) - NodeAt(nearest - 1)) / 2;
        nearest = Math.Clamp(nearest, 0, Count - 1);
        var (left, right) = (Math.Max(nearest - 1, 0), Math.Min(nearest + 1, Count - 1));
        return (Nodes[right] - Nodes[left]) / (right - left);
    }

    (int Turns, int Node) Turns(int number)
    {
        var turns = (int)Math.Floor((double)number / Count);
        return (turns, number - turns * Count);
    }

    static double[] Histogram(ReadOnlySpan<double> coordinates, double low, double high)
    {
        var share = new double[Bins];
        foreach (var coordinate in coordinates)
            share[Math.Clamp((int)((coordinate - low) / (high - low) * Bins), 0, Bins - 1)] += 1.0 / coordinates.Length;
        return share;
    }

    static double[] Smoothed(double[] share)
    {
        var smooth = new double[Bins];
        var sum = 0.0;
        double At(int bin) => share[Math.Clamp(bin, 0, Bins - 1)];
        for (var bin = -Smoothing / 2; bin <= Smoothing / 2; bin++) sum += At(bin);
        for (var bin = 0; bin < Bins; bin++)
        {
            smooth[bin] = sum / Smoothing;
            sum += At(bin + Smoothing / 2 + 1) - At(bin - Smoothing / 2);
        }

        var total = smooth.Sum();
        return total > 0 ? Array.ConvertAll(smooth, value => value / total) : smooth;
    }

    static double Asymmetry(double[] share)
    {
        var difference = 0.0;
        for (var bin = 0; bin < Bins; bin++) difference += Math.Abs(share[bin] - share[Bins - 1 - bin]) / 2;
        return difference;
    }

    static double[] Mirrored(double[] nodes)
    {
        var (middle, mirrored) = ((nodes[0] + nodes[^1]) / 2, new double[nodes.Length]);
        for (var node = 0; node < nodes.Length; node++) mirrored[node] = middle + (nodes[node] - nodes[^(node + 1)]) / 2;
        return mirrored;
    }
}

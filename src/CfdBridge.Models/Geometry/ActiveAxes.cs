namespace CfdBridge.Models;

/// <summary>The axes along which a case is resolved: a slice of one cell's thickness is two-dimensional.</summary>
public sealed record ActiveAxes(IReadOnlyList<int> Axes)
{
    const double Thin = 1e-6; // of the largest extent: round-off in the centres of one layer of cells

    public int Count => Axes.Count;

    public static ActiveAxes Of(Mesh mesh)
    {
        var extents = Enumerable.Range(0, 3).Select(axis => Extent(mesh.CellCentres, axis)).ToArray();
        int[] resolved = [.. Enumerable.Range(0, 3).Where(axis => extents[axis] > Thin * extents.Max())];
        return new(resolved.Length > 0 ? resolved : [0]);
    }

    /// <summary>The resolved coordinates of points given in three, row-major [points, <see cref="Count"/>].</summary>
    public double[] Of(double[] points)
    {
        var reduced = new double[points.Length / 3 * Count];
        for (var point = 0; point < points.Length / 3; point++)
        {
            for (var i = 0; i < Count; i++) reduced[point * Count + i] = points[3 * point + Axes[i]];
        }

        return reduced;
    }

    static double Extent(double[] points, int axis)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = axis; i < points.Length; i += 3)
        {
            low = Math.Min(low, points[i]);
            high = Math.Max(high, points[i]);
        }

        return points.Length == 0 ? 0 : high - low;
    }
}

namespace CfdBridge.Models;

/// <summary>Along which axes a box is joined to itself: both its ends are flat periodic patches. Patches joined by a turn are not these.</summary>
static class PeriodicAxes
{
    const double Flat = 1e-6; // of the extent

    /// <summary>Numbers of the resolved axes along which all the meshes repeat themselves after the same length.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<Mesh> meshes, ActiveAxes axes) =>
        [.. Enumerable.Range(0, axes.Count).Where(axis => meshes.All(mesh => Repeats(mesh, axes.Axes[axis])) && meshes.Select(mesh => Ends(mesh, axes.Axes[axis])).Distinct().Count() == 1)];

    static bool Repeats(Mesh mesh, int axis)
    {
        var (low, high) = Ends(mesh, axis);
        var (atLow, atHigh) = (false, false);
        foreach (var patch in mesh.Patches.Where(patch => patch.FaceCount > 0 && patch.Kind.StartsWith("cyclic", StringComparison.OrdinalIgnoreCase)))
        {
            bool LiesAt(double end) => patch.FacePoints.All(point => Math.Abs(mesh.Points[3 * point + axis] - end) <= Flat * (high - low));
            (atLow, atHigh) = (atLow || LiesAt(low), atHigh || LiesAt(high));
        }

        return atLow && atHigh;
    }

    static (double Low, double High) Ends(Mesh mesh, int axis)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = axis; i < mesh.Points.Length; i += 3) (low, high) = (Math.Min(low, mesh.Points[i]), Math.Max(high, mesh.Points[i]));
        return (low, high);
    }
}

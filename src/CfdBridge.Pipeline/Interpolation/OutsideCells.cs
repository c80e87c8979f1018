namespace CfdBridge.Pipeline;

/// <summary>Finds places where a run has no flow: in none of the boxes around the nearest cells. Axes along which a mesh is one cell thick do not count.</summary>
static class OutsideCells
{
    const int Nearest = 24;          // cells that may hold a place, where they are stretched
    const double Slack = 1e-6;       // of a cell
    const double Flat = 1e-9;        // of the largest extent

    /// <param name="places">Row-major [places, 3].</param>
    /// <returns>How many of them lie outside.</returns>
    public static int Count(Mesh mesh, double[] places)
    {
        double[] extents = [.. Enumerable.Range(0, 3).Select(axis => Enumerable.Range(0, mesh.CellCount).Max(cell => mesh.CellCentres[3 * cell + axis]) - Enumerable.Range(0, mesh.CellCount).Min(cell => mesh.CellCentres[3 * cell + axis]))];
        int[] axes = [.. Enumerable.Range(0, 3).Where(axis => extents[axis] > Flat * extents.Max())];
        if (axes.Length == 0) return 0;
        var tree = new NearestPoints([.. Enumerable.Range(0, mesh.CellCount).SelectMany(cell => axes.Select(axis => mesh.CellCentres[3 * cell + axis]))], axes.Length);
        var outside = 0;
        Parallel.For(0, places.Length / 3, place =>
        {
            double[] at = [.. axes.Select(axis => places[3 * place + axis])];
            if (!tree.Of(at, Math.Min(Nearest, mesh.CellCount)).Any(cell => Holds(mesh, cell, axes, at))) Interlocked.Increment(ref outside);
        });
        return outside;
    }

    static bool Holds(Mesh mesh, int cell, int[] axes, double[] at)
    {
        var points = mesh.Cells.PointsOf(cell);
        for (var i = 0; i < axes.Length; i++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var point in points) (low, high) = (Math.Min(low, mesh.Points[3 * point + axes[i]]), Math.Max(high, mesh.Points[3 * point + axes[i]]));
            var slack = Slack * (high - low);
            if (at[i] < low - slack || at[i] > high + slack) return false;
        }

        return true;
    }
}

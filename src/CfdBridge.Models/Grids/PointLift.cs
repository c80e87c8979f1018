namespace CfdBridge.Models;

/// <summary>
/// The lift of one set of points, made once and applied to any number of fields. What the grid does not give back at
/// the points is lifted again and added: each correction removes part of the smoothing of the least squares fit.
/// </summary>
/// <remarks>
/// It reads only points that are some node's neighbours, and is given those alone: how many there are is bounded by the
/// grid, however large the mesh is.
/// </remarks>
public sealed class PointLift
{
    const int Corrections = 2; // the first takes a third off the round trip's error on a cylinder wake, the third less than a twentieth

    readonly SparseMatrix lift; // [nodes, points read]

    /// <param name="points">Coordinates, row-major [points, dimensions].</param>
    /// <param name="used">Nodes that matter; the others, where least squares would only extrapolate, get the values of their nearest that does. Null for all.</param>
    public PointLift(GradedGrid grid, double[] points, bool[]? used = null, MovingLeastSquaresOptions? options = null)
    {
        var whole = MovingLeastSquaresLift.Of(grid, points, options);
        if (used is not null) Continue(grid, used, whole);
        Reads = [.. whole.Columns.Distinct().Order()];
        var places = new int[whole.ColumnCount];
        for (var i = 0; i < Reads.Length; i++) places[Reads[i]] = i;
        lift = new(Reads.Length, whole.RowEntries, Array.ConvertAll(whole.Columns, point => places[point]), whole.Weights);
        Sample = LagrangeSample.Of(grid, [.. Reads.SelectMany(point => points.AsSpan(point * grid.Dimensions, grid.Dimensions).ToArray())]);
    }

    // A field that breaks off at a body costs a codec as much as the flow around it.
    static void Continue(GradedGrid grid, bool[] used, SparseMatrix lift)
    {
        var (nodes, k) = (grid.IndexOf(grid.NodeCoordinates()), lift.RowEntries);
        int[] known = [.. Enumerable.Range(0, used.Length).Where(node => used[node])];
        int[] open = [.. Enumerable.Range(0, used.Length).Where(node => !used[node])];
        if (known.Length == 0 || open.Length == 0) return;
        double[] At(int[] some) => [.. some.SelectMany(node => nodes.AsSpan(node * grid.Dimensions, grid.Dimensions).ToArray())];
        var nearest = NeighbourTable.Of(At(known), At(open), grid.Dimensions, 1);
        for (var i = 0; i < open.Length; i++)
        {
            var from = known[nearest.Indices[i]];
            lift.Columns.AsSpan(from * k, k).CopyTo(lift.Columns.AsSpan(open[i] * k));
            lift.Weights.AsSpan(from * k, k).CopyTo(lift.Weights.AsSpan(open[i] * k));
        }
    }

    /// <summary>Numbers of the points that it reads, rising.</summary>
    public int[] Reads { get; }

    /// <summary>The grid at the points read.</summary>
    public LagrangeSample Sample { get; }

    internal long Bytes => lift.Columns.Length * (long)(sizeof(int) + sizeof(float)) + sizeof(int) * (long)Reads.Length + Sample.Bytes;

    /// <param name="values">Row-major [points read, batch].</param>
    /// <returns>Row-major [nodes, batch].</returns>
    public float[] Apply(float[] values, int batch)
    {
        var nodes = lift.Apply(values, batch);
        for (var correction = 0; correction < Corrections; correction++)
        {
            var missing = Sample.Apply(nodes, batch);
            for (var i = 0; i < missing.Length; i++) missing[i] = values[i] - missing[i];
            var added = lift.Apply(missing, batch);
            for (var i = 0; i < nodes.Length; i++) nodes[i] += added[i];
        }

        return nodes;
    }
}

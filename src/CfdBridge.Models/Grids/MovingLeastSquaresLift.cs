namespace CfdBridge.Models;

/// <summary>
/// Scattered points to any targets: at each target a quadratic is fitted to the nearest points, near ones counting more,
/// and its value there is taken (moving least squares). Near is measured in nodes of a graded grid, so that neighbours
/// stand around a target also where the spacing differs by axis; the quadratic is one in metres. Linear in the values,
/// so it is a matrix; for another set of points another matrix is made. Points across a periodic pair of faces count.
/// </summary>
public static class MovingLeastSquaresLift
{
    const int TileTargets = 1 << 15;

    /// <summary>Points to the nodes of the grid.</summary>
    /// <param name="points">Coordinates, row-major [points, dimensions].</param>
    /// <returns>The matrix [nodes, points].</returns>
    public static SparseMatrix Of(GradedGrid grid, double[] points, MovingLeastSquaresOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(points);
        options ??= MovingLeastSquaresOptions.For(grid.Dimensions);
        if (points.Length < grid.Dimensions) throw new ArgumentException("A lift needs at least one point.", nameof(points));
        var sources = LiftSources.Of(grid, points, options.PerNode);
        return Weighed(grid, sources, new(sources.Indices, grid.Dimensions), points.Length / grid.Dimensions, grid.NodeCoordinates(), options);
    }

    /// <summary>Values at points to values at other points, tile by tile: no matrix of all of them is made.</summary>
    /// <param name="targets">Coordinates, row-major [targets, dimensions].</param>
    /// <param name="values">Row-major [points, batch].</param>
    /// <returns>Row-major [targets, batch].</returns>
    public static float[] Between(GradedGrid grid, double[] points, double[] targets, float[] values, int batch, MovingLeastSquaresOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(targets);
        var dimensions = grid.Dimensions;
        options ??= MovingLeastSquaresOptions.For(dimensions);
        if (points.Length < dimensions) throw new ArgumentException("There must be at least one point.", nameof(points));
        var sources = LiftSources.Of(grid, points, perNode: 0); // the targets may stand as close as the points do
        var tree = new PointTree(sources.Indices, dimensions);
        var results = new float[targets.Length / dimensions * batch];
        for (var start = 0; start < targets.Length; start += TileTargets * dimensions)
        {
            var tile = targets[start..Math.Min(targets.Length, start + TileTargets * dimensions)];
            Weighed(grid, sources, tree, points.Length / dimensions, tile, options).Apply(values, batch).CopyTo(results, start / dimensions * batch);
        }

        return results;
    }

    static SparseMatrix Weighed(GradedGrid grid, LiftSources sources, PointTree tree, int points, double[] targets, MovingLeastSquaresOptions options)
    {
        var dimensions = grid.Dimensions;
        var table = NeighbourTable.Of(tree, grid.IndexOf(targets), dimensions, options.Neighbours);
        var k = table.Neighbours;
        var weights = new float[table.Indices.Length];
        const int Block = 256;
        Parallel.For(0, (table.Queries + Block - 1) / Block, block =>
        {
            var fit = new QuadraticFit(dimensions, k, options.Ridge);
            for (var query = block * Block; query < Math.Min(table.Queries, (block + 1) * Block); query++)
                fit.Weigh(sources.Coordinates, targets.AsSpan(query * dimensions, dimensions), grid, table.Indices.AsSpan(query * k, k), weights.AsSpan(query * k, k));
        });
        return new(points, k, Array.ConvertAll(table.Indices, source => sources.Points[source]), weights);
    }
}

namespace CfdBridge.Models;

/// <summary>
/// Scattered points to any targets: at each target a quadratic is fitted to the nearest points, near ones counting more,
/// and its value there is taken (moving least squares). Near is measured in nodes of a graded grid, so that neighbours
/// stand around a target also where the spacing differs by axis; the quadratic is one in metres. Linear in the values,
/// so it is a matrix; for another set of points another matrix is made.
/// </summary>
public static class MovingLeastSquaresLift
{
    /// <summary>Points to the nodes of the grid.</summary>
    /// <param name="points">Coordinates, row-major [points, dimensions].</param>
    /// <returns>The matrix [nodes, points].</returns>
    public static SparseMatrix Of(GradedGrid grid, double[] points, MovingLeastSquaresOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return Between(grid, points, grid.NodeCoordinates(), options);
    }

    /// <summary>Points to other points.</summary>
    /// <param name="targets">Coordinates, row-major [targets, dimensions].</param>
    /// <returns>The matrix [targets, points].</returns>
    public static SparseMatrix Between(GradedGrid grid, double[] points, double[] targets, MovingLeastSquaresOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(targets);
        var dimensions = grid.Dimensions;
        options ??= MovingLeastSquaresOptions.For(dimensions);
        if (points.Length < dimensions) throw new ArgumentException("A lift needs at least one point.", nameof(points));
        var (sources, queries) = (grid.IndexOf(points), grid.IndexOf(targets));
        var table = NeighbourTable.Of(sources, queries, dimensions, options.Neighbours);
        var k = table.Neighbours;
        var weights = new float[table.Indices.Length];
        const int Block = 256;
        Parallel.For(0, (table.Queries + Block - 1) / Block, block =>
        {
            var fit = new QuadraticFit(dimensions, k, options.Ridge);
            for (var query = block * Block; query < Math.Min(table.Queries, (block + 1) * Block); query++)
                fit.Weigh(points, targets.AsSpan(query * dimensions, dimensions), grid, table.Indices.AsSpan(query * k, k), weights.AsSpan(query * k, k));
        });
        return new(points.Length / dimensions, k, table.Indices, weights);
    }
}

namespace CfdBridge.Models;

/// <summary>The nearest source points of every query point.</summary>
/// <param name="Neighbours">Source points of a query.</param>
/// <param name="Indices">Source point numbers, nearest first, row-major [queries, neighbours].</param>
/// <param name="Distances">Their distances, in the unit of the coordinates [queries, neighbours].</param>
public sealed record NeighbourTable(int Neighbours, int[] Indices, float[] Distances)
{
    /// <summary>Number of query points.</summary>
    public int Queries => Indices.Length / Neighbours;

    /// <summary>Finds the <paramref name="neighbours"/> nearest source points of each query, on all cores; fewer where there are not as many points.</summary>
    /// <param name="sources">Coordinates, row-major [sources, dimensions].</param>
    /// <param name="queries">Coordinates, row-major [queries, dimensions].</param>
    public static NeighbourTable Of(double[] sources, double[] queries, int dimensions, int neighbours) => Of(new PointTree(sources, dimensions), queries, dimensions, neighbours);

    /// <summary>The same with a tree made before, for queries by tiles.</summary>
    public static NeighbourTable Of(PointTree tree, double[] queries, int dimensions, int neighbours)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(queries);
        var k = Math.Min(neighbours, tree.Count);
        var count = queries.Length / dimensions;
        var (indices, distances) = (new int[count * k], new float[count * k]);
        const int Block = 1024;
        Parallel.For(0, (count + Block - 1) / Block, block =>
        {
            Span<double> squares = stackalloc double[k];
            for (var query = block * Block; query < Math.Min(count, (block + 1) * Block); query++)
            {
                tree.Nearest(queries.AsSpan(query * dimensions, dimensions), indices.AsSpan(query * k, k), squares);
                for (var i = 0; i < k; i++) distances[query * k + i] = (float)Math.Sqrt(squares[i]);
            }
        });
        return new(k, indices, distances);
    }
}

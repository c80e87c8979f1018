namespace CfdBridge.Models;

/// <summary>Grid to points: the tensor product of cubic Lagrange polynomials through four nodes of each axis, exact for cubics.</summary>
public static class LagrangeSample
{
    const int Order = 4; // nodes of a cubic

    /// <param name="points">Coordinates, row-major [points, dimensions].</param>
    /// <returns>The matrix [points, nodes].</returns>
    public static SparseMatrix Of(GradedGrid grid, double[] points)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(points);
        var dimensions = grid.Dimensions;
        int[] orders = [.. grid.Axes.Select(axis => Math.Min(Order, axis.Count))];
        var entries = orders.Aggregate(1, (product, order) => product * order);
        var count = points.Length / dimensions;
        var (columns, weights) = (new int[count * entries], new float[count * entries]);
        Parallel.For(0, count, point =>
        {
            Span<int> first = stackalloc int[dimensions];
            Span<double> factors = stackalloc double[dimensions * Order];
            for (var axis = 0; axis < dimensions; axis++)
                first[axis] = AxisWeights(grid.Axes[axis], points[point * dimensions + axis], orders[axis], factors.Slice(axis * Order, Order));
            for (var entry = 0; entry < entries; entry++)
            {
                var (column, weight, stride) = (0, 1.0, 1);
                for (int axis = dimensions - 1, rest = entry; axis >= 0; axis--)
                {
                    var local = rest % orders[axis];
                    rest /= orders[axis];
                    column += (first[axis] + local) * stride;
                    weight *= factors[axis * Order + local];
                    stride *= grid.Axes[axis].Count;
                }

                columns[point * entries + entry] = column;
                weights[point * entries + entry] = (float)weight;
            }
        });
        return new(grid.NodeCount, entries, columns, weights);
    }

    // Beyond the box a cubic runs away; the value at its face is used there instead.
    static int AxisWeights(GradedAxis axis, double coordinate, int order, Span<double> weights)
    {
        var first = Math.Clamp(axis.LeftOf(coordinate) - 1, 0, axis.Count - order);
        var x = Math.Clamp(coordinate, axis.Nodes[0], axis.Nodes[^1]);
        for (var i = 0; i < order; i++)
        {
            weights[i] = 1;
            for (var j = 0; j < order; j++)
            {
                if (j != i) weights[i] *= (x - axis.Nodes[first + j]) / (axis.Nodes[first + i] - axis.Nodes[first + j]);
            }
        }

        return first;
    }
}

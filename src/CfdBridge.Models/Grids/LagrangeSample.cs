namespace CfdBridge.Models;

/// <summary>
/// Grid to points: the tensor product of cubic Lagrange polynomials through four nodes of each axis, exact for cubics.
/// Kept as the factors of each axis, a tenth of the products in three dimensions: they are multiplied out row by row, so
/// that a mesh of millions of cells fits into memory.
/// </summary>
public sealed class LagrangeSample
{
    const int Order = 4; // nodes of a cubic
    const int RowsPerTask = 256;

    readonly GradedGrid grid;
    readonly int[] orders;     // nodes of each axis that count
    readonly int[] first;      // [points, dimensions]: number of the first of them
    readonly float[] factors;  // [points, dimensions, Order]
    readonly int entries;

    LagrangeSample(GradedGrid grid, int points)
    {
        this.grid = grid;
        orders = [.. grid.Axes.Select(axis => Math.Min(Order, axis.Count))];
        entries = orders.Aggregate(1, (product, order) => product * order);
        (first, factors) = (new int[points * grid.Dimensions], new float[points * grid.Dimensions * Order]);
    }

    /// <summary>Number of points.</summary>
    public int Rows => first.Length / grid.Dimensions;

    internal long Bytes => sizeof(int) * (long)first.Length + sizeof(float) * (long)factors.Length;

    /// <param name="points">Coordinates, row-major [points, dimensions].</param>
    public static LagrangeSample Of(GradedGrid grid, double[] points)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(points);
        var dimensions = grid.Dimensions;
        var sample = new LagrangeSample(grid, points.Length / dimensions);
        InTasks(sample.Rows, (from, to) =>
        {
            for (var i = from * dimensions; i < to * dimensions; i++)
                sample.first[i] = AxisWeights(grid.Axes[i % dimensions], points[i], sample.orders[i % dimensions], sample.factors.AsSpan(i * Order, Order));
        });
        return sample;
    }

    /// <summary>Values at the points, on all cores.</summary>
    /// <param name="values">Row-major [nodes, batch].</param>
    /// <returns>Row-major [points, batch].</returns>
    public float[] Apply(float[] values, int batch) => Apply(values, batch, 0, Rows);

    /// <summary>Values at so many points from a first one on: a tile of the whole, the same to the last bit.</summary>
    public float[] Apply(float[] values, int batch, int start, int count)
    {
        Shapes.Expect(values, "values", ("nodes", grid.NodeCount), ("batch", batch));
        var product = new float[(long)count * batch];
        InTasks(count, (from, to) =>
        {
            Span<int> columns = stackalloc int[entries];
            Span<float> weights = stackalloc float[entries];
            for (var row = from; row < to; row++)
            {
                MultiplyOut(start + row, columns, weights);
                var sum = product.AsSpan(row * batch, batch);
                for (var entry = 0; entry < entries; entry++) SparseMatrix.AddScaled(sum, values.AsSpan(columns[entry] * batch, batch), weights[entry]);
            }
        });
        return product;
    }

    /// <summary>What each node receives of values at the points [points], and which nodes have a part in any of them.</summary>
    public (double[] Received, bool[] Used) ApplyTransposed(double[] values)
    {
        Shapes.Expect(values, "values", ("points", Rows));
        var (received, used) = (new double[grid.NodeCount], new bool[grid.NodeCount]);
        Span<int> columns = stackalloc int[entries];
        Span<float> weights = stackalloc float[entries];
        for (var row = 0; row < Rows; row++)
        {
            MultiplyOut(row, columns, weights);
            for (var entry = 0; entry < entries; entry++)
            {
                received[columns[entry]] += weights[entry] * values[row];
                used[columns[entry]] = true;
            }
        }

        return (received, used);
    }

    // Axis after axis, the last running fastest: each entry so far becomes as many as the axis has factors.
    void MultiplyOut(int row, Span<int> columns, Span<float> weights)
    {
        (columns[0], weights[0]) = (0, 1);
        var count = 1;
        for (var axis = 0; axis < grid.Dimensions; axis++)
        {
            var (at, order, nodes) = (row * grid.Dimensions + axis, orders[axis], grid.Axes[axis]);
            for (var entry = count - 1; entry >= 0; entry--) // from behind: an entry is read before its place is taken
            {
                var (column, weight) = (columns[entry] * nodes.Count, weights[entry]);
                for (var local = order - 1; local >= 0; local--)
                    (columns[entry * order + local], weights[entry * order + local]) = (column + nodes.Wrapped(first[at] + local), weight * factors[at * Order + local]);
            }

            count *= order;
        }
    }

    // Beyond the box a cubic runs away; the value at its face is used there instead.
    static int AxisWeights(GradedAxis axis, double coordinate, int order, Span<float> weights)
    {
        var left = axis.LeftOf(coordinate) - 1;
        var start = axis.Period is null ? Math.Clamp(left, 0, axis.Count - order) : left;
        var x = axis.Period is null ? Math.Clamp(coordinate, axis.Nodes[0], axis.Nodes[^1]) : coordinate;
        for (var i = 0; i < order; i++)
        {
            var weight = 1.0;
            for (var j = 0; j < order; j++)
            {
                if (j != i) weight *= (x - axis.NodeAt(start + j)) / (axis.NodeAt(start + i) - axis.NodeAt(start + j));
            }

            weights[i] = (float)weight;
        }

        return start;
    }

    static void InTasks(int count, Action<int, int> work) =>
        Parallel.For(0, (count + RowsPerTask - 1) / RowsPerTask, task => work(task * RowsPerTask, Math.Min(count, (task + 1) * RowsPerTask)));
}

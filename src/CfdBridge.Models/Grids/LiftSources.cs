namespace CfdBridge.Models;

/// <summary>
/// Points as a lift looks at them: thinned where they stand closer than the grid can tell apart, and repeated beyond the
/// ends of an axis that repeats itself.
/// </summary>
/// <param name="Coordinates">Row-major [sources, dimensions].</param>
/// <param name="Indices">The same in units of nodes.</param>
/// <param name="Points">The point that each source is.</param>
sealed record LiftSources(double[] Coordinates, double[] Indices, int[] Points)
{
    const double Margin = 4; // nodes beyond a periodic end: a fit looks no further where there are points in every node

    /// <param name="perNode">Sources along each axis and node, at most; 0 for all points.</param>
    public static LiftSources Of(GradedGrid grid, double[] points, int perNode)
    {
        var indices = grid.IndexOf(points);
        int[] kept = perNode > 0 ? Thinned(indices, grid.Dimensions, perNode) : [.. Enumerable.Range(0, points.Length / grid.Dimensions)];
        var sources = new LiftSources(Rows(points, kept, grid.Dimensions), Rows(indices, kept, grid.Dimensions), kept);
        for (var axis = 0; axis < grid.Dimensions; axis++)
        {
            if (grid.Axes[axis].Period is { } period) sources = sources.Repeated(axis, grid.Dimensions, grid.Axes[axis].Count, period);
        }

        return sources;
    }

    // Of the points in one box the one nearest to its middle. Without this the nearest points of a node may all lie in one
    // layer of a mesh that is finer along another axis, and a fit to them knows nothing across it.
    static int[] Thinned(double[] indices, int dimensions, int perNode)
    {
        var nearest = new Dictionary<(int, int, int), (int Point, double Square)>();
        Span<int> box = stackalloc int[3];
        for (var point = 0; point < indices.Length / dimensions; point++)
        {
            box.Clear();
            var square = 0.0;
            for (var axis = 0; axis < dimensions; axis++)
            {
                var place = indices[point * dimensions + axis] * perNode;
                box[axis] = (int)Math.Round(place); // boxes about the nodes: with one point in each node's middle it is that
                square += (place - box[axis]) * (place - box[axis]);
            }

            var key = (box[0], box[1], box[2]);
            if (!nearest.TryGetValue(key, out var best) || square < best.Square) nearest[key] = (point, square);
        }

        return [.. nearest.Values.Select(best => best.Point).Order()];
    }

    LiftSources Repeated(int axis, int dimensions, int nodes, double period)
    {
        var (coordinates, indices, points) = (new List<double>(Coordinates), new List<double>(Indices), new List<int>(Points));
        var margin = Math.Min(Margin, nodes / 2.0);
        for (var source = 0; source < Points.Length; source++)
        {
            var index = Indices[source * dimensions + axis];
            foreach (var turn in (ReadOnlySpan<int>)[-1, 1])
            {
                if (turn > 0 ? index > margin - 0.5 : index < nodes - 0.5 - margin) continue;
                coordinates.AddRange(Coordinates.AsSpan(source * dimensions, dimensions));
                indices.AddRange(Indices.AsSpan(source * dimensions, dimensions));
                coordinates[^(dimensions - axis)] += turn * period;
                indices[^(dimensions - axis)] += turn * nodes;
                points.Add(Points[source]);
            }
        }

        return new([.. coordinates], [.. indices], [.. points]);
    }

    static double[] Rows(double[] values, int[] rows, int width)
    {
        if (rows.Length * width == values.Length) return values;
        var taken = new double[rows.Length * width];
        for (var i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * width, width).CopyTo(taken.AsSpan(i * width));
        return taken;
    }
}

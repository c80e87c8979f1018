namespace CfdBridge.Models;

/// <summary>A hierarchy of boxes around simplices, halved at the middle of the longest side: the nearest simplex in logarithmic time.</summary>
sealed class SurfaceTree
{
    const int LeafSize = 4;

    readonly double[] corners; // [simplices, corners, dimensions]
    readonly int dimensions;
    readonly int[] order;      // simplex numbers; each node is a range of it
    readonly List<Node> nodes = [];
    readonly List<double> boxes = []; // [nodes, low and high, dimensions]

    public SurfaceTree(double[] corners, int dimensions)
    {
        this.corners = corners;
        this.dimensions = dimensions;
        order = [.. Enumerable.Range(0, corners.Length / (dimensions * dimensions))];
        if (order.Length > 0) Build(0, order.Length);
    }

    /// <summary>The nearest simplex and its squared distance.</summary>
    public (int Simplex, double Square) Nearest(ReadOnlySpan<double> point)
    {
        var best = (-1, double.PositiveInfinity);
        Visit(0, point, ref best);
        return best;
    }

    void Visit(int at, ReadOnlySpan<double> point, ref (int Simplex, double Square) best)
    {
        var node = nodes[at];
        if (node.Left < 0)
        {
            Span<double> weights = stackalloc double[dimensions];
            for (var i = node.Start; i < node.End; i++)
            {
                var square = ClosestPoint.Of(point, corners.AsSpan(order[i] * dimensions * dimensions, dimensions * dimensions), weights);
                if (square < best.Square) best = (order[i], square);
            }

            return;
        }

        var (left, right) = (Gap(node.Left, point), Gap(node.Right, point));
        var (near, nearGap, far, farGap) = left <= right ? (node.Left, left, node.Right, right) : (node.Right, right, node.Left, left);
        if (nearGap < best.Square) Visit(near, point, ref best);
        if (farGap < best.Square) Visit(far, point, ref best);
    }

    // Squared distance from a point to a node's box.
    double Gap(int at, ReadOnlySpan<double> point)
    {
        var square = 0.0;
        for (var axis = 0; axis < dimensions; axis++)
        {
            var outside = Math.Max(0, Math.Max(boxes[2 * at * dimensions + axis] - point[axis], point[axis] - boxes[(2 * at + 1) * dimensions + axis]));
            square += outside * outside;
        }

        return square;
    }

    int Build(int start, int end)
    {
        var at = nodes.Count;
        nodes.Add(new(start, end, -1, -1));
        var axis = AddBox(start, end);
        if (end - start <= LeafSize) return at;
        Array.Sort(order, start, end - start, Comparer<int>.Create((a, b) => Middle(a, axis).CompareTo(Middle(b, axis))));
        var middle = (start + end) / 2;
        var (left, right) = (Build(start, middle), Build(middle, end));
        nodes[at] = new(start, end, left, right);
        return at;
    }

    // Returns the longest axis.
    int AddBox(int start, int end)
    {
        var (low, high) = (new double[dimensions], new double[dimensions]);
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        for (var i = start; i < end; i++)
        {
            for (var j = 0; j < dimensions * dimensions; j++)
            {
                var value = corners[order[i] * dimensions * dimensions + j];
                (low[j % dimensions], high[j % dimensions]) = (Math.Min(low[j % dimensions], value), Math.Max(high[j % dimensions], value));
            }
        }

        boxes.AddRange(low);
        boxes.AddRange(high);
        return Enumerable.Range(0, dimensions).MaxBy(axis => high[axis] - low[axis]);
    }

    double Middle(int simplex, int axis)
    {
        var sum = 0.0;
        for (var corner = 0; corner < dimensions; corner++) sum += corners[(simplex * dimensions + corner) * dimensions + axis];
        return sum / dimensions;
    }

    readonly record struct Node(int Start, int End, int Left, int Right);
}

namespace CfdBridge.Models;

/// <summary>
/// A k-d tree over points: nearest neighbours in any number of dimensions. Built once for a point set; queries may run
/// on several threads.
/// </summary>
public sealed class PointTree
{
    const int LeafSize = 12;

    readonly double[] points;   // [points, dimensions]
    readonly int dimensions;
    readonly int[] order;       // point numbers; each subtree is a range of it, its root in the middle
    readonly byte[] axes;       // splitting axis of the subtree whose root stands here

    /// <param name="points">Coordinates, row-major [points, dimensions]; not copied.</param>
    /// <param name="dimensions">Coordinates of a point.</param>
    public PointTree(double[] points, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (points.Length % dimensions != 0) throw new ArgumentException($"points: {points.Length} numbers do not make rows of {dimensions}.", nameof(points));
        this.points = points;
        this.dimensions = dimensions;
        order = [.. Enumerable.Range(0, points.Length / dimensions)];
        axes = new byte[order.Length];
        Split(0, order.Length);
    }

    /// <summary>Number of points.</summary>
    public int Count => order.Length;

    /// <summary>Finds the nearest points, nearest first; ties go to the lower number.</summary>
    /// <param name="query">Coordinates [dimensions].</param>
    /// <param name="nearest">Filled with point numbers [k]; k must not exceed <see cref="Count"/>.</param>
    /// <param name="squaredDistances">Filled with their squared distances [k].</param>
    public void Nearest(ReadOnlySpan<double> query, Span<int> nearest, Span<double> squaredDistances)
    {
        if (nearest.Length > Count) throw new ArgumentException($"{nearest.Length} neighbours are asked for, there are {Count} points.", nameof(nearest));
        squaredDistances.Fill(double.PositiveInfinity);
        nearest.Fill(int.MaxValue);
        Visit(0, order.Length, query, nearest, squaredDistances);
    }

    void Visit(int start, int end, ReadOnlySpan<double> query, Span<int> nearest, Span<double> squaredDistances)
    {
        if (end - start <= LeafSize)
        {
            for (var i = start; i < end; i++) Offer(order[i], query, nearest, squaredDistances);
            return;
        }

        var middle = (start + end) / 2;
        var axis = axes[middle];
        var beyond = query[axis] - points[order[middle] * dimensions + axis];
        var (nearStart, nearEnd, farStart, farEnd) = beyond < 0 ? (start, middle, middle + 1, end) : (middle + 1, end, start, middle);
        Visit(nearStart, nearEnd, query, nearest, squaredDistances);
        Offer(order[middle], query, nearest, squaredDistances);
        if (beyond * beyond <= squaredDistances[^1]) Visit(farStart, farEnd, query, nearest, squaredDistances);
    }

    // Insertion into the sorted list of the best so far: k is small.
    void Offer(int point, ReadOnlySpan<double> query, Span<int> nearest, Span<double> squaredDistances)
    {
        var square = 0.0;
        for (var axis = 0; axis < dimensions; axis++)
        {
            var difference = query[axis] - points[point * dimensions + axis];
            square += difference * difference;
        }

        var place = nearest.Length;
        while (place > 0 && (square < squaredDistances[place - 1] || (square == squaredDistances[place - 1] && point < nearest[place - 1]))) place--;
        if (place == nearest.Length) return;
        for (var i = nearest.Length - 1; i > place; i--) (nearest[i], squaredDistances[i]) = (nearest[i - 1], squaredDistances[i - 1]);
        (nearest[place], squaredDistances[place]) = (point, square);
    }

    void Split(int start, int end)
    {
        while (end - start > LeafSize)
        {
            var middle = (start + end) / 2;
            var axis = WidestAxis(start, end);
            Select(start, end - 1, middle, axis);
            axes[middle] = (byte)axis;
            Split(start, middle);
            start = middle + 1;
        }
    }

    int WidestAxis(int start, int end)
    {
        var (widest, width) = (0, -1.0);
        for (var axis = 0; axis < dimensions; axis++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = start; i < end; i++)
            {
                var value = points[order[i] * dimensions + axis];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            if (high - low > width) (widest, width) = (axis, high - low);
        }

        return widest;
    }

    // Hoare's selection: afterwards everything before `place` is not greater, everything after it not smaller.
    void Select(int left, int right, int place, int axis)
    {
        while (left < right)
        {
            var pivot = points[order[(left + right) / 2] * dimensions + axis];
            var (i, j) = (left, right);
            while (i <= j)
            {
                while (points[order[i] * dimensions + axis] < pivot) i++;
                while (points[order[j] * dimensions + axis] > pivot) j--;
                if (i > j) break;
                (order[i], order[j]) = (order[j], order[i]);
                i++;
                j--;
            }

            if (place <= j) right = j;
            else if (place >= i) left = i;
            else return;
        }
    }
}

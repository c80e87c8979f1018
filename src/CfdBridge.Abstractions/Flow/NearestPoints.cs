namespace CfdBridge;

/// <summary>The nearest of some points by a k-d tree (Bentley, Commun. ACM 18, 1975). Safe for several threads.</summary>
public sealed class NearestPoints
{
    const int Leaf = 12;

    readonly double[] points;
    readonly int dimensions;
    readonly int[] order;

    /// <param name="points">Row-major [points, dimensions].</param>
    /// <param name="dimensions">Numbers of a point.</param>
    public NearestPoints(double[] points, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (dimensions < 1 || points.Length == 0 || points.Length % dimensions != 0) throw new ArgumentException($"points: {points.Length} numbers do not make one row or more of {dimensions}.", nameof(points));
        (this.points, this.dimensions) = (points, dimensions);
        order = [.. Enumerable.Range(0, points.Length / dimensions)];
        Split(0, order.Length, 0);
    }

    /// <summary>Numbers of the nearest, nearest first.</summary>
    /// <param name="at">Coordinates of the place.</param>
    /// <param name="count">How many, at most as many as there are.</param>
    public int[] Of(double[] at, int count)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, order.Length);
        var (found, squares) = (new int[count], new double[count]);
        Array.Fill(squares, double.PositiveInfinity);
        Search(0, order.Length, 0, at, found, squares);
        return found;
    }

    void Split(int start, int end, int axis)
    {
        if (end - start <= Leaf) return;
        Array.Sort(order, start, end - start, Comparer<int>.Create((a, b) => points[a * dimensions + axis].CompareTo(points[b * dimensions + axis])));
        var middle = (start + end) / 2;
        Split(start, middle, (axis + 1) % dimensions);
        Split(middle, end, (axis + 1) % dimensions);
    }

    void Search(int start, int end, int axis, double[] at, int[] found, double[] squares)
    {
        if (end - start <= Leaf)
        {
            for (var i = start; i < end; i++) Offer(order[i], at, found, squares);
            return;
        }

        var (middle, next) = ((start + end) / 2, (axis + 1) % dimensions);
        var away = at[axis] - points[order[middle] * dimensions + axis];
        var (near, far) = away < 0 ? ((start, middle), (middle, end)) : ((middle, end), (start, middle));
        Search(near.Item1, near.Item2, next, at, found, squares);
        if (away * away < squares[^1]) Search(far.Item1, far.Item2, next, at, found, squares);
    }

    void Offer(int point, double[] at, int[] found, double[] squares)
    {
        var square = 0.0;
        for (var axis = 0; axis < dimensions; axis++) square += Math.Pow(points[point * dimensions + axis] - at[axis], 2);
        if (square >= squares[^1]) return;
        var place = squares.Length - 1;
        for (; place > 0 && squares[place - 1] > square; place--) (found[place], squares[place]) = (found[place - 1], squares[place - 1]);
        (found[place], squares[place]) = (point, square);
    }
}

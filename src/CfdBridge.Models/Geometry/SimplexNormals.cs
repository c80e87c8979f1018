namespace CfdBridge.Models;

/// <summary>Normals of points, segments and triangles, and of the corners and edges that they share.</summary>
static class SimplexNormals
{
    /// <summary>The unit normal that points away from a place behind the simplex.</summary>
    /// <param name="corners">Row-major [corners, dimensions].</param>
    /// <param name="behind">The cell's centre [dimensions].</param>
    public static double[] Outward(ReadOnlySpan<double> corners, double[] behind)
    {
        double[] normal = behind.Length switch
        {
            1 => [1],
            2 => [corners[3] - corners[1], corners[0] - corners[2]],
            _ => Cross(Difference(corners, 1, 0), Difference(corners, 2, 0)),
        };
        var (length, ahead) = (0.0, 0.0);
        for (var axis = 0; axis < normal.Length; axis++)
        {
            length += normal[axis] * normal[axis];
            ahead += normal[axis] * (corners[axis] - behind[axis]);
        }

        var factor = length > 0 ? Math.Sign(ahead) / Math.Sqrt(length) : 0;
        return Array.ConvertAll(normal, value => value * factor);
    }

    /// <summary>Sums of the faces' normals around each corner, weighted by the faces' angles there [simplices, corners, dimensions].</summary>
    public static double[] OfCorners(List<int[]> simplices, double[] corners, double[] faceNormals, int dimensions)
    {
        var sums = new Dictionary<int, double[]>();
        for (var simplex = 0; simplex < simplices.Count; simplex++)
        {
            for (var corner = 0; corner < dimensions; corner++)
            {
                var angle = dimensions == 3 ? Angle(corners.AsSpan(simplex * 9, 9), corner) : 1;
                Add(sums, simplices[simplex][corner], faceNormals.AsSpan(simplex * dimensions, dimensions), angle);
            }
        }

        return [.. simplices.SelectMany(simplex => simplex).SelectMany(vertex => sums[vertex])];
    }

    /// <summary>Sums of the normals of the triangles at each edge [simplices, opposite corner, 3].</summary>
    public static double[] OfEdges(List<int[]> simplices, double[] faceNormals)
    {
        var sums = new Dictionary<(int, int), double[]>();
        static (int, int) Opposite(int[] triangle, int corner)
        {
            var (a, b) = (triangle[(corner + 1) % 3], triangle[(corner + 2) % 3]);
            return (Math.Min(a, b), Math.Max(a, b));
        }

        for (var simplex = 0; simplex < simplices.Count; simplex++)
        {
            for (var corner = 0; corner < 3; corner++) Add(sums, Opposite(simplices[simplex], corner), faceNormals.AsSpan(simplex * 3, 3), 1);
        }

        return [.. simplices.SelectMany(triangle => Enumerable.Range(0, 3).SelectMany(corner => sums[Opposite(triangle, corner)]))];
    }

    static void Add<T>(Dictionary<T, double[]> sums, T key, ReadOnlySpan<double> normal, double weight) where T : notnull
    {
        if (!sums.TryGetValue(key, out var sum)) sums[key] = sum = new double[normal.Length];
        for (var axis = 0; axis < normal.Length; axis++) sum[axis] += weight * normal[axis];
    }

    static double Angle(ReadOnlySpan<double> corners, int corner)
    {
        var (a, b) = (Difference(corners, (corner + 1) % 3, corner), Difference(corners, (corner + 2) % 3, corner));
        var cross = Cross(a, b);
        return Math.Atan2(Math.Sqrt(cross[0] * cross[0] + cross[1] * cross[1] + cross[2] * cross[2]), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
    }

    static double[] Difference(ReadOnlySpan<double> corners, int to, int from) =>
        [corners[3 * to] - corners[3 * from], corners[3 * to + 1] - corners[3 * from + 1], corners[3 * to + 2] - corners[3 * from + 2]];

    static double[] Cross(double[] a, double[] b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

namespace CfdBridge.Models;

/// <summary>
/// Boundary faces as the resolved axes see them: points, segments or triangles between vertices that stand once for
/// each place, so that front and back of a slice fall together. A face that lies in the slice's own plane has none.
/// </summary>
sealed class FaceShadow(Mesh mesh, ActiveAxes axes)
{
    const double Together = 1e-7; // of the extent: round-off between the front and back of a slice
    const double Flat = 1e-6;     // of the squared extent of the face: it is seen edge on

    readonly double unit = Together * Math.Max(Extent(mesh), double.Epsilon / Together);
    readonly Dictionary<(long, long, long), int> places = [];
    readonly List<double> vertices = [];

    /// <summary>Coordinates of the vertices so far, row-major [vertices, dimensions].</summary>
    public double[] Vertices => [.. vertices];

    /// <summary>The simplices of a face, each with as many vertices as there are resolved axes.</summary>
    public IReadOnlyList<int[]> Of(int[] face)
    {
        int[] ring = [.. face.Select(Vertex)];
        int[] distinct = [.. ring.Distinct()];
        return axes.Count switch
        {
            1 => distinct.Length == 1 ? [distinct] : [],
            2 => distinct.Length >= 2 && Area(ring) <= Flat * Square(distinct) ? Chain(distinct) : [],
            _ => [.. Enumerable.Range(1, Math.Max(0, ring.Length - 2)).Select(i => new[] { ring[0], ring[i], ring[i + 1] }).Where(t => t.Distinct().Count() == 3)],
        };
    }

    int Vertex(int point)
    {
        Span<long> place = stackalloc long[3];
        place.Clear();
        for (var i = 0; i < axes.Count; i++) place[i] = (long)Math.Round(mesh.Points[3 * point + axes.Axes[i]] / unit);
        var key = (place[0], place[1], place[2]);
        if (places.TryGetValue(key, out var vertex)) return vertex;
        places[key] = vertex = places.Count;
        for (var i = 0; i < axes.Count; i++) vertices.Add(mesh.Points[3 * point + axes.Axes[i]]);
        return vertex;
    }

    // Points along an edge of a slice, from one end to the other.
    List<int[]> Chain(int[] distinct)
    {
        var start = distinct.MaxBy(v => SquaredDistance(v, distinct[0]));
        int[] along = [.. distinct.OrderBy(v => SquaredDistance(v, start))];
        return [.. along.Zip(along.Skip(1), (a, b) => new[] { a, b })];
    }

    double Area(int[] ring)
    {
        var twice = 0.0;
        var (x0, y0) = (vertices[2 * ring[0]], vertices[2 * ring[0] + 1]);
        for (var i = 0; i + 1 < ring.Length; i++)
            twice += (vertices[2 * ring[i]] - x0) * (vertices[2 * ring[i + 1] + 1] - y0) - (vertices[2 * ring[i + 1]] - x0) * (vertices[2 * ring[i] + 1] - y0);
        return Math.Abs(twice) / 2;
    }

    double Square(int[] distinct) => distinct.Max(v => SquaredDistance(v, distinct[0]));

    double SquaredDistance(int a, int b) => Math.Pow(vertices[2 * a] - vertices[2 * b], 2) + Math.Pow(vertices[2 * a + 1] - vertices[2 * b + 1], 2);

    static double Extent(Mesh mesh)
    {
        var extent = 0.0;
        for (var axis = 0; axis < 3 && mesh.PointCount > 0; axis++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = axis; i < mesh.Points.Length; i += 3) (low, high) = (Math.Min(low, mesh.Points[i]), Math.Max(high, mesh.Points[i]));
            extent = Math.Max(extent, high - low);
        }

        return extent;
    }
}

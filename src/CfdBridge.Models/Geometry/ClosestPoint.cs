namespace CfdBridge.Models;

/// <summary>
/// The point of a simplex nearest to a query, as barycentric weights: a weight of exactly zero says that its vertex has
/// no part in it, so the weights also tell face, edge and vertex apart.
/// </summary>
static class ClosestPoint
{
    /// <param name="corners">Corners of the simplex, as many as there are dimensions, row-major [dimensions, dimensions].</param>
    /// <param name="weights">Filled with the barycentric weights [dimensions].</param>
    /// <returns>The squared distance.</returns>
    public static double Of(ReadOnlySpan<double> query, ReadOnlySpan<double> corners, Span<double> weights)
    {
        var dimensions = query.Length;
        if (dimensions == 1) weights[0] = 1;
        else if (dimensions == 2) OnSegment(query, corners, weights);
        else OnTriangle(query, corners, weights);
        var square = 0.0;
        for (var axis = 0; axis < dimensions; axis++)
        {
            var difference = query[axis];
            for (var corner = 0; corner < dimensions; corner++) difference -= weights[corner] * corners[corner * dimensions + axis];
            square += difference * difference;
        }

        return square;
    }

    static void OnSegment(ReadOnlySpan<double> query, ReadOnlySpan<double> corners, Span<double> weights)
    {
        var (dx, dy) = (corners[2] - corners[0], corners[3] - corners[1]);
        var length = dx * dx + dy * dy;
        var along = length > 0 ? Math.Clamp(((query[0] - corners[0]) * dx + (query[1] - corners[1]) * dy) / length, 0, 1) : 0;
        (weights[0], weights[1]) = (1 - along, along);
    }

    // Ericson, Real-Time Collision Detection (2005), section 5.1.5: the query against the Voronoi regions of the triangle's features.
    static void OnTriangle(ReadOnlySpan<double> query, ReadOnlySpan<double> corners, Span<double> weights)
    {
        var a = corners[..3];
        var b = corners[3..6];
        var c = corners[6..9];
        var (d1, d2) = (Along(a, b, a, query), Along(a, c, a, query));
        if (d1 <= 0 && d2 <= 0) { Set(weights, 1, 0, 0); return; }
        var (d3, d4) = (Along(a, b, b, query), Along(a, c, b, query));
        if (d3 >= 0 && d4 <= d3) { Set(weights, 0, 1, 0); return; }
        var vc = d1 * d4 - d3 * d2;
        if (vc <= 0 && d1 >= 0 && d3 <= 0) { Set(weights, 1 - d1 / (d1 - d3), d1 / (d1 - d3), 0); return; }
        var (d5, d6) = (Along(a, b, c, query), Along(a, c, c, query));
        if (d6 >= 0 && d5 <= d6) { Set(weights, 0, 0, 1); return; }
        var vb = d5 * d2 - d1 * d6;
        if (vb <= 0 && d2 >= 0 && d6 <= 0) { Set(weights, 1 - d2 / (d2 - d6), 0, d2 / (d2 - d6)); return; }
        var va = d3 * d6 - d5 * d4;
        var (e, f) = (d4 - d3, d5 - d6);
        if (va <= 0 && e >= 0 && f >= 0) { Set(weights, 0, 1 - e / (e + f), e / (e + f)); return; }
        var sum = va + vb + vc;
        Set(weights, va / sum, vb / sum, vc / sum);
    }

    static double Along(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> origin, ReadOnlySpan<double> query) =>
        (to[0] - from[0]) * (query[0] - origin[0]) + (to[1] - from[1]) * (query[1] - origin[1]) + (to[2] - from[2]) * (query[2] - origin[2]);

    static void Set(Span<double> weights, double a, double b, double c) => (weights[0], weights[1], weights[2]) = (a, b, c);
}

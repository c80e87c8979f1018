namespace CfdBridge.Models;

/// <summary>
/// Part of a domain's boundary as oriented points, segments or triangles, searched for signed distances: positive on
/// the side of the cells.
/// </summary>
/// <remarks>
/// The sign is that against the angle-weighted normal of the nearest feature, which is right also where the nearest
/// place is an edge or a corner (Baerentzen and Aanaes, "Signed distance computation using the angle weighted
/// pseudonormal", IEEE TVCG 11, 2005).
/// </remarks>
public sealed class BoundarySurface
{
    readonly int dimensions;
    readonly double[] corners;       // [simplices, corners, dimensions]
    readonly double[] faceNormals;   // [simplices, dimensions], unit, out of the domain
    readonly double[] cornerNormals; // [simplices, corners, dimensions]
    readonly double[] edgeNormals;   // [simplices, opposite corner, 3]; triangles only
    readonly SurfaceTree tree;

    public BoundarySurface(Mesh mesh, ActiveAxes axes, IEnumerable<BoundaryPart> parts)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(parts);
        dimensions = axes.Count;
        var shadow = new FaceShadow(mesh, axes);
        var (simplices, cells) = (new List<int[]>(), new List<int>());
        foreach (var part in parts)
        {
            for (var face = 0; face < part.Faces.Count; face++)
            {
                foreach (var simplex in shadow.Of(part.Faces[face]))
                {
                    simplices.Add(simplex);
                    cells.Add(part.FaceCells[face]);
                }
            }
        }

        Count = simplices.Count;
        var vertices = shadow.Vertices;
        corners = [.. simplices.SelectMany(simplex => simplex).SelectMany(vertex => vertices.AsSpan(vertex * dimensions, dimensions).ToArray())];
        faceNormals = [.. Enumerable.Range(0, Count).SelectMany(simplex => SimplexNormals.Outward(CornersOf(simplex), axes.Of(mesh.CellCentres.AsSpan(3 * cells[simplex], 3).ToArray())))];
        cornerNormals = SimplexNormals.OfCorners(simplices, corners, faceNormals, dimensions);
        edgeNormals = dimensions == 3 ? SimplexNormals.OfEdges(simplices, faceNormals) : [];
        tree = new(corners, dimensions);
    }

    /// <summary>Number of points, segments or triangles.</summary>
    public int Count { get; }

    /// <summary>Distance to the nearest place of the surface, negative behind it, on all cores; infinite where there is no surface.</summary>
    /// <param name="points">Row-major [points, dimensions].</param>
    public double[] SignedDistances(double[] points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var distances = new double[points.Length / dimensions];
        const int Block = 512;
        Parallel.For(0, (distances.Length + Block - 1) / Block, block =>
        {
            for (var i = block * Block; i < Math.Min(distances.Length, (block + 1) * Block); i++)
                distances[i] = Count == 0 ? double.PositiveInfinity : SignedDistance(points.AsSpan(i * dimensions, dimensions));
        });
        return distances;
    }

    double SignedDistance(ReadOnlySpan<double> point)
    {
        Span<double> weights = stackalloc double[dimensions];
        var (simplex, square) = tree.Nearest(point);
        ClosestPoint.Of(point, CornersOf(simplex), weights);
        var normal = NormalAt(simplex, weights);
        var ahead = 0.0;
        for (var axis = 0; axis < dimensions; axis++)
        {
            var nearest = 0.0;
            for (var corner = 0; corner < dimensions; corner++) nearest += weights[corner] * corners[(simplex * dimensions + corner) * dimensions + axis];
            ahead += (point[axis] - nearest) * normal[axis];
        }

        return ahead <= 0 ? Math.Sqrt(square) : -Math.Sqrt(square);
    }

    ReadOnlySpan<double> CornersOf(int simplex) => corners.AsSpan(simplex * dimensions * dimensions, dimensions * dimensions);

    // Of the feature that the barycentric weights name: a corner, an edge or the inside.
    ReadOnlySpan<double> NormalAt(int simplex, ReadOnlySpan<double> weights)
    {
        var (zeros, lastZero, lastOther) = (0, 0, 0);
        for (var corner = 0; corner < dimensions; corner++)
        {
            if (weights[corner] == 0) (zeros, lastZero) = (zeros + 1, corner);
            else lastOther = corner;
        }

        if (zeros == dimensions - 1) return cornerNormals.AsSpan((simplex * dimensions + lastOther) * dimensions, dimensions);
        return zeros == 1 ? edgeNormals.AsSpan((simplex * dimensions + lastZero) * dimensions, dimensions) : faceNormals.AsSpan(simplex * dimensions, dimensions);
    }
}

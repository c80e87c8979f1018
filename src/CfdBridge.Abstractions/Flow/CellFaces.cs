namespace CfdBridge;

/// <summary>The faces of cells, by VTK's point order (vtkTetra, vtkHexahedron, ...).</summary>
public static class CellFaces
{
    static readonly int[][] Tetra = [[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]];
    static readonly int[][] Voxel = [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]];
    static readonly int[][] Hexahedron = [[0, 4, 7, 3], [1, 2, 6, 5], [0, 1, 5, 4], [3, 7, 6, 2], [0, 3, 2, 1], [4, 5, 6, 7]];
    static readonly int[][] Wedge = [[0, 1, 2], [3, 5, 4], [0, 3, 4, 1], [1, 4, 5, 2], [2, 5, 3, 0]];
    static readonly int[][] Pyramid = [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]];
    static readonly int[][] Pixel = [[0, 1], [1, 3], [3, 2], [2, 0]];
    static readonly int[][] Line = [[0], [1]];

    /// <summary>
    /// The faces of one cell as mesh points; edges of a flat cell, ends of a line, nothing for types without a boundary.
    /// Which way they turn is not promised.
    /// </summary>
    public static int[][] Of(CellTable cells, int cell)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var points = cells.PointsOf(cell);
        return cells.Types[cell] switch
        {
            CellType.Polyhedron => Stream(cells, cell),
            CellType.Tetra => Pick(points, Tetra),
            CellType.Voxel => Pick(points, Voxel),
            CellType.Hexahedron => Pick(points, Hexahedron),
            CellType.Wedge => Pick(points, Wedge),
            CellType.Pyramid => Pick(points, Pyramid),
            CellType.PentagonalPrism or CellType.HexagonalPrism => Prism(points),
            CellType.Triangle or CellType.Quad or CellType.Polygon => Ring(points),
            CellType.Pixel => Pick(points, Pixel),
            CellType.Line => Pick(points, Line),
            CellType.PolyLine => [[points[0]], [points[^1]]],
            _ => [],
        };
    }

    /// <summary>The same for a face from either side: its three lowest points. Two faces of a mesh that have three points in common are one.</summary>
    public static (int, int, int) KeyOf(ReadOnlySpan<int> face)
    {
        var (a, b, c) = (int.MaxValue, int.MaxValue, int.MaxValue);
        foreach (var point in face)
        {
            if (point < a) (a, b, c) = (point, a, b);
            else if (point < b) (b, c) = (point, b);
            else if (point < c) c = point;
        }

        return (a, b, c);
    }

    static int[][] Pick(ReadOnlySpan<int> points, int[][] pattern)
    {
        var faces = new int[pattern.Length][];
        for (var f = 0; f < faces.Length; f++)
        {
            faces[f] = new int[pattern[f].Length];
            for (var corner = 0; corner < faces[f].Length; corner++) faces[f][corner] = points[pattern[f][corner]];
        }

        return faces;
    }

    static int[][] Ring(ReadOnlySpan<int> points)
    {
        var edges = new int[points.Length][];
        for (var i = 0; i < edges.Length; i++) edges[i] = [points[i], points[(i + 1) % points.Length]];
        return edges;
    }

    static int[][] Prism(ReadOnlySpan<int> points)
    {
        var sides = points.Length / 2;
        var bottom = points[..sides];
        var top = points[sides..];
        var faces = new int[sides + 2][];
        for (var i = 0; i < sides; i++) faces[i] = [bottom[i], bottom[(i + 1) % sides], top[(i + 1) % sides], top[i]];
        (faces[sides], faces[sides + 1]) = (bottom.ToArray(), top.ToArray());
        return faces;
    }

    static int[][] Stream(CellTable cells, int cell)
    {
        var at = cells.FaceOffsets[cell];
        var faces = new int[cells.Faces[at++]][];
        for (var f = 0; f < faces.Length; f++)
        {
            faces[f] = cells.Faces.AsSpan(at + 1, cells.Faces[at]).ToArray();
            at += 1 + cells.Faces[at];
        }

        return faces;
    }
}

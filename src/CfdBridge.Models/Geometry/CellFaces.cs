namespace CfdBridge.Models;

/// <summary>The faces of a cell, as mesh points in VTK's order; edges of flat cells, ends of lines. Which way they turn is not promised.</summary>
static class CellFaces
{
    static readonly int[][] Tetra = [[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]];
    static readonly int[][] Voxel = [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]];
    static readonly int[][] Hexahedron = [[0, 4, 7, 3], [1, 2, 6, 5], [0, 1, 5, 4], [3, 7, 6, 2], [0, 3, 2, 1], [4, 5, 6, 7]];
    static readonly int[][] Wedge = [[0, 1, 2], [3, 5, 4], [0, 3, 4, 1], [1, 4, 5, 2], [2, 5, 3, 0]];
    static readonly int[][] Pyramid = [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]];
    static readonly int[][] Pixel = [[0, 1], [1, 3], [3, 2], [2, 0]];
    static readonly int[][] Line = [[0], [1]];

    public static IEnumerable<int[]> Of(CellTable cells, int cell)
    {
        var points = cells.PointsOf(cell).ToArray();
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

    static IEnumerable<int[]> Pick(int[] points, int[][] faces) => faces.Select(face => Array.ConvertAll(face, corner => points[corner]));

    static IEnumerable<int[]> Ring(int[] points) => points.Select((point, i) => new[] { point, points[(i + 1) % points.Length] });

    static IEnumerable<int[]> Prism(int[] points)
    {
        var (bottom, top) = (points[..(points.Length / 2)], points[(points.Length / 2)..]);
        return bottom.Select((point, i) => new[] { point, bottom[(i + 1) % bottom.Length], top[(i + 1) % top.Length], top[i] }).Append(bottom).Append(top);
    }

    static IEnumerable<int[]> Stream(CellTable cells, int cell)
    {
        var at = cells.FaceOffsets[cell];
        for (var left = cells.Faces[at++]; left > 0; left--)
        {
            yield return cells.Faces.AsSpan(at + 1, cells.Faces[at]).ToArray();
            at += 1 + cells.Faces[at];
        }
    }
}

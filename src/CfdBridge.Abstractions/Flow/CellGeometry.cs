namespace CfdBridge;

/// <summary>
/// Volumes and centroids of cells. A solid cell is cut into tetrahedra, each from a triangle of its surface to a point
/// inside; flat cells have areas, lines lengths, and points the measure 1.
/// </summary>
/// <param name="Volumes">Measure of each cell [cells], in m3, m2 or m by the cell's dimension.</param>
/// <param name="Centres">Centroids in metres, row-major [cells, 3].</param>
sealed record CellGeometry(double[] Volumes, double[] Centres)
{
    // Outward faces by VTK's point order (vtkTetra, vtkHexahedron, ...).
    static readonly int[][] TetraFaces = [[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]];
    static readonly int[][] VoxelFaces = [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]];
    static readonly int[][] HexahedronFaces = [[0, 4, 7, 3], [1, 2, 6, 5], [0, 1, 5, 4], [3, 7, 6, 2], [0, 3, 2, 1], [4, 5, 6, 7]];
    static readonly int[][] WedgeFaces = [[0, 1, 2], [3, 5, 4], [0, 3, 4, 1], [1, 4, 5, 2], [2, 5, 3, 0]];
    static readonly int[][] PyramidFaces = [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]];

    public static CellGeometry Of(Mesh mesh)
    {
        var volumes = new double[mesh.CellCount];
        var centres = new double[mesh.CellCount * 3];
        var faces = new List<int[]>();
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var points = mesh.Cells.PointsOf(cell);
            var (volume, centre) = mesh.Cells.Types[cell] switch
            {
                CellType.Line or CellType.PolyLine => Chain(mesh, points),
                CellType.Triangle or CellType.Polygon or CellType.Quad => Flat(mesh, points),
                CellType.Pixel => Flat(mesh, [points[0], points[1], points[3], points[2]]),
                CellType.TriangleStrip => Strip(mesh, points),
                CellType.Tetra => Solid(mesh, points, Corners(TetraFaces, points, faces)),
                CellType.Voxel => Solid(mesh, points, Corners(VoxelFaces, points, faces)),
                CellType.Hexahedron => Solid(mesh, points, Corners(HexahedronFaces, points, faces)),
                CellType.Wedge => Solid(mesh, points, Corners(WedgeFaces, points, faces)),
                CellType.Pyramid => Solid(mesh, points, Corners(PyramidFaces, points, faces)),
                CellType.PentagonalPrism or CellType.HexagonalPrism => Solid(mesh, points, Prism(points, faces)),
                CellType.Polyhedron => Solid(mesh, points, Stream(mesh.Cells, cell, faces)),
                _ => (1.0, Mean(mesh, points)),
            };
            volumes[cell] = volume;
            (centres[3 * cell], centres[3 * cell + 1], centres[3 * cell + 2]) = centre;
        }

        return new(volumes, centres);
    }

    static List<int[]> Corners(int[][] pattern, ReadOnlySpan<int> points, List<int[]> faces)
    {
        faces.Clear();
        foreach (var local in pattern)
        {
            var face = new int[local.Length];
            for (var i = 0; i < face.Length; i++) face[i] = points[local[i]];
            faces.Add(face);
        }

        return faces;
    }

    static List<int[]> Prism(ReadOnlySpan<int> points, List<int[]> faces)
    {
        faces.Clear();
        var sides = points.Length / 2;
        var bottom = points[..sides].ToArray();
        Array.Reverse(bottom);
        faces.Add(bottom);
        faces.Add(points[sides..].ToArray());
        for (var i = 0; i < sides; i++)
        {
            var next = (i + 1) % sides;
            faces.Add([points[i], points[next], points[sides + next], points[sides + i]]);
        }

        return faces;
    }

    static List<int[]> Stream(CellTable cells, int cell, List<int[]> faces)
    {
        faces.Clear();
        var at = cells.FaceOffsets[cell];
        var count = cells.Faces[at++];
        for (var face = 0; face < count; face++)
        {
            var points = cells.Faces[at++];
            faces.Add(cells.Faces[at..(at + points)]);
            at += points;
        }

        return faces;
    }

    static (double, (double, double, double)) Solid(Mesh mesh, ReadOnlySpan<int> points, List<int[]> faces)
    {
        var inside = Vector.Of(Mean(mesh, points));
        var sum = new Vector(0, 0, 0);
        var volume = 0.0;
        foreach (var face in faces)
        {
            var middle = Vector.Of(Mean(mesh, face));
            for (var i = 0; i < face.Length; i++)
            {
                var a = Vector.At(mesh, face[i]);
                var b = Vector.At(mesh, face[(i + 1) % face.Length]);
                // Absolute, because exporters do not agree on which way a polyhedron's faces point.
                var tetra = Math.Abs((a - inside).Cross(b - inside).Dot(middle - inside)) / 6;
                volume += tetra;
                sum += (a + b + middle + inside) * (tetra / 4);
            }
        }

        return volume > 0 ? (volume, (sum * (1 / volume)).Tuple) : (0, inside.Tuple);
    }

    static (double, (double, double, double)) Flat(Mesh mesh, ReadOnlySpan<int> points)
    {
        var middle = Vector.Of(Mean(mesh, points));
        var normal = new Vector(0, 0, 0);
        var sum = new Vector(0, 0, 0);
        var weight = 0.0;
        for (var i = 0; i < points.Length; i++)
        {
            var a = Vector.At(mesh, points[i]);
            var b = Vector.At(mesh, points[(i + 1) % points.Length]);
            var part = (a - middle).Cross(b - middle);
            normal += part;
            sum += (a + b + middle) * (part.Length / 3);
            weight += part.Length;
        }

        return (normal.Length / 2, weight > 0 ? (sum * (1 / weight)).Tuple : middle.Tuple);
    }

    static (double, (double, double, double)) Strip(Mesh mesh, ReadOnlySpan<int> points)
    {
        var area = 0.0;
        for (var i = 0; i + 2 < points.Length; i++) area += Flat(mesh, points.Slice(i, 3)).Item1;
        return (area, Mean(mesh, points));
    }

    static (double, (double, double, double)) Chain(Mesh mesh, ReadOnlySpan<int> points)
    {
        var length = 0.0;
        for (var i = 0; i + 1 < points.Length; i++) length += (Vector.At(mesh, points[i + 1]) - Vector.At(mesh, points[i])).Length;
        return (length, Mean(mesh, points));
    }

    static (double, double, double) Mean(Mesh mesh, ReadOnlySpan<int> points)
    {
        var sum = new Vector(0, 0, 0);
        foreach (var point in points) sum += Vector.At(mesh, point);
        return points.Length == 0 ? (0, 0, 0) : (sum * (1.0 / points.Length)).Tuple;
    }

    readonly record struct Vector(double X, double Y, double Z)
    {
        public static Vector At(Mesh mesh, int point) => new(mesh.Points[3 * point], mesh.Points[3 * point + 1], mesh.Points[3 * point + 2]);
        public static Vector Of((double X, double Y, double Z) t) => new(t.X, t.Y, t.Z);
        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
        public static Vector operator *(Vector a, double s) => new(a.X * s, a.Y * s, a.Z * s);
        public (double, double, double) Tuple => (X, Y, Z);
        public double Length => Math.Sqrt(Dot(this));
        public double Dot(Vector b) => X * b.X + Y * b.Y + Z * b.Z;
        public Vector Cross(Vector b) => new(Y * b.Z - Z * b.Y, Z * b.X - X * b.Z, X * b.Y - Y * b.X);
    }
}

namespace CfdBridge;

/// <summary>
/// Volumes and centroids of cells. A solid cell is cut into tetrahedra, each from a triangle of its surface to a point
/// inside; flat cells have areas, lines lengths, and points the measure 1.
/// </summary>
/// <param name="Volumes">Measure of each cell [cells], in m3, m2 or m by the cell's dimension.</param>
/// <param name="Centres">Centroids in metres, row-major [cells, 3].</param>
sealed record CellGeometry(double[] Volumes, double[] Centres)
{
    public static CellGeometry Of(Mesh mesh)
    {
        var volumes = new double[mesh.CellCount];
        var centres = new double[mesh.CellCount * 3];
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var points = mesh.Cells.PointsOf(cell);
            var (volume, centre) = mesh.Cells.Types[cell] switch
            {
                CellType.Line or CellType.PolyLine => Chain(mesh, points),
                CellType.Triangle or CellType.Polygon or CellType.Quad => Flat(mesh, points),
                CellType.Pixel => Flat(mesh, [points[0], points[1], points[3], points[2]]),
                CellType.TriangleStrip => Strip(mesh, points),
                CellType.Tetra or CellType.Voxel or CellType.Hexahedron or CellType.Wedge or CellType.Pyramid
                    or CellType.PentagonalPrism or CellType.HexagonalPrism or CellType.Polyhedron => Solid(mesh, points, CellFaces.Of(mesh.Cells, cell)),
                _ => (1.0, Mean(mesh, points)),
            };
            volumes[cell] = volume;
            (centres[3 * cell], centres[3 * cell + 1], centres[3 * cell + 2]) = centre;
        }

        return new(volumes, centres);
    }

    static (double, (double, double, double)) Solid(Mesh mesh, ReadOnlySpan<int> points, int[][] faces)
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

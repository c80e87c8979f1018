namespace CfdBridge.Testing;

/// <summary>Tiny meshes with awkward content: what reads and writes these reads and writes everything.</summary>
public static class Zoo
{
    // Before All, which needs it while it is made.
    static readonly int[] CubeFaces = [6, 4, 0, 1, 2, 3, 4, 4, 5, 6, 7, 4, 0, 4, 5, 1, 4, 1, 5, 6, 2, 4, 2, 6, 7, 3, 4, 3, 7, 4, 0];

    /// <summary>Every animal by its name.</summary>
    public static IReadOnlyDictionary<string, Snapshot> All { get; } = new Dictionary<string, Snapshot>
    {
        ["tetra"] = OneCell(CellType.Tetra, 4),
        ["voxel"] = OneCell(CellType.Voxel, 8),
        ["hexahedron"] = OneCell(CellType.Hexahedron, 8),
        ["wedge"] = OneCell(CellType.Wedge, 6),
        ["pyramid"] = OneCell(CellType.Pyramid, 5),
        ["pentagonal prism"] = OneCell(CellType.PentagonalPrism, 10),
        ["hexagonal prism"] = OneCell(CellType.HexagonalPrism, 12),
        ["vertex"] = OneCell(CellType.Vertex, 1),
        ["poly vertex"] = OneCell(CellType.PolyVertex, 3),
        ["line"] = OneCell(CellType.Line, 2),
        ["poly line"] = OneCell(CellType.PolyLine, 4),
        ["triangle"] = OneCell(CellType.Triangle, 3),
        ["triangle strip"] = OneCell(CellType.TriangleStrip, 5),
        ["polygon"] = OneCell(CellType.Polygon, 5),
        ["pixel"] = OneCell(CellType.Pixel, 4),
        ["quad"] = OneCell(CellType.Quad, 4),
        ["quadratic edge"] = OneCell((CellType)21, 3),
        ["quadratic triangle"] = OneCell((CellType)22, 6),
        ["quadratic quad"] = OneCell((CellType)23, 8),
        ["quadratic tetra"] = OneCell((CellType)24, 10),
        ["quadratic hexahedron"] = OneCell((CellType)25, 20),
        ["quadratic wedge"] = OneCell((CellType)26, 15),
        ["quadratic pyramid"] = OneCell((CellType)27, 13),
        ["polyhedron"] = WithFields(new Mesh(Points(8), Polyhedron())),
        ["mixed with polyhedra"] = WithFields(new Mesh(Points(16), Mixed())),
        ["point cloud"] = WithFields(new Mesh(Points(7), Vertices(7))),
        ["no fields"] = new(0.5, Some.Mesh(3), new FieldSet([])),
        ["not a number"] = new(0.5, Some.Mesh(3), new FieldSet([
            Some.Scalar("p", 3, i => i == 1 ? double.NaN : i == 2 ? double.PositiveInfinity : -0.0),
            new Field("T", FieldAssociation.Cell, 1, [float.NaN, float.NegativeInfinity, float.Epsilon])])),
        ["unicode names"] = new(0.5, Some.Mesh(2), new FieldSet([
            Some.Scalar("Geschwindigkeit_ü", 2, i => i), Some.Scalar("压力", 2, i => 2 * i), Some.Scalar("a<b & \"c\" 'd'", 2, i => 3 * i)])),
        ["same name on cells and points"] = new(0.5, Some.Mesh(2), new FieldSet([
            Some.Scalar("p", 2, i => i), new Field("p", FieldAssociation.Point, 1, Enumerable.Range(0, 12).Select(i => i / 7f).ToArray())])),
        ["tensors"] = new(0.5, Some.Mesh(2), new FieldSet([
            new Field("R", FieldAssociation.Cell, 6, Enumerable.Range(0, 12).Select(i => 0.1 * i).ToArray()),
            new Field("gradU", FieldAssociation.Cell, 9, Enumerable.Range(0, 18).Select(i => 0.1f * i).ToArray())])),
        ["many cells"] = WithFields(Some.Mesh(5000)), // more than one compressed block of 32 KiB
    };

    /// <summary>Names of all animals, for theories.</summary>
    public static IEnumerable<object[]> Names => All.Keys.Select(name => new object[] { name });

    static Snapshot OneCell(CellType type, int points) =>
        WithFields(new Mesh(Points(points), new CellTable([type], [0, points], [.. Enumerable.Range(0, points)])));

    // Shape does not matter to readers and writers; that no two coordinates are equal does, and that some need all digits.
    static double[] Points(int count) => [.. Enumerable.Range(0, 3 * count).Select(i => Math.Sqrt(i) / 3)];

    static Snapshot WithFields(Mesh mesh) => new(0.1 + 0.2, mesh, new FieldSet([
        new Field("U", FieldAssociation.Cell, 3, Enumerable.Range(0, 3 * mesh.CellCount).Select(i => 0.1f * i).ToArray()),
        new Field("p", FieldAssociation.Cell, 1, Enumerable.Range(0, mesh.CellCount).Select(i => 1.0 / (i + 3)).ToArray())]));

    static CellTable Vertices(int count) =>
        new([.. Enumerable.Repeat(CellType.Vertex, count)], [.. Enumerable.Range(0, count + 1)], [.. Enumerable.Range(0, count)]);

    static CellTable Polyhedron() => new([CellType.Polyhedron], [0, 8], [0, 1, 2, 3, 4, 5, 6, 7], CubeFaces, [0]);

    // A tetrahedron given by its faces, first and between cells that have none.
    static CellTable Mixed() => new(
        [CellType.Polyhedron, CellType.Hexahedron, CellType.Tetra, CellType.Polyhedron],
        [0, 4, 12, 16, 24],
        [8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7],
        [4, 3, 8, 9, 10, 3, 8, 9, 11, 3, 9, 10, 11, 3, 8, 10, 11, .. CubeFaces],
        [0, -1, -1, 17]);
}

using CfdBridge.Testing;

namespace CfdBridge.Tests.OpenFoam;

public sealed class CellShapeTests
{
    static readonly double[] Cube = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1];

    static readonly int[][] CubeFaces = [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]];

    public static TheoryData<CellType, double[], int[][], double> Shapes => new()
    {
        { CellType.Hexahedron, Cube, CubeFaces, 1 },
        { CellType.Tetra, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], [[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]], 1.0 / 6 },
        { CellType.Wedge, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1], [[0, 2, 1], [3, 4, 5], [0, 1, 4, 3], [1, 2, 5, 4], [2, 0, 3, 5]], 0.5 },
        { CellType.Pyramid, [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0.5, 0.5, 1], [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]], 1.0 / 3 },
        // A cube with a hanging node, as at a refinement step: seven faces.
        { CellType.Polyhedron, [.. Cube, 1, 0.5, 0, 1, 0.5, 1], [[0, 3, 2, 8, 1], [4, 5, 9, 6, 7], [0, 1, 5, 4], [1, 8, 9, 5], [8, 2, 6, 9], [2, 3, 7, 6], [3, 0, 4, 7]], 1 },
        // A cube with one edge drawn together ("wedge" in OpenFOAM's words): no type of VTK fits.
        { CellType.Polyhedron, [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0.5, 0, 1, 0.5], [[0, 3, 2, 1], [4, 5, 2, 6], [0, 1, 5, 4], [1, 2, 5], [2, 3, 6], [3, 0, 4, 6]], 0.5 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public async Task A_cell_is_recognised_by_its_faces(CellType type, double[] points, int[][] faces, double volume)
    {
        using var written = new SmallCase(SmallMesh.OneCell(points, faces));
        written.Step("1");

        var mesh = (await written.ReadLast()).Mesh;

        Assert.Equal([type], mesh.Cells.Types);
        Assert.Equal(volume, mesh.CellVolumes[0], 1e-14); // sums of a few dozen products of numbers up to 1
        Assert.Equal(points.Length / 3, mesh.Cells.PointsOf(0).ToArray().Distinct().Count());
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_order_of_faces_and_their_first_points_do_not_matter(CellType type, double[] points, int[][] faces, double volume) => ForAll.Seeds(20, random =>
    {
        var shuffled = faces.Select(f => Rotated(f, random.Next(f.Length))).ToArray();
        random.Shuffle(shuffled);
        using var written = new SmallCase(SmallMesh.OneCell(points, shuffled));
        written.Step("1");

        var mesh = written.ReadLast().GetAwaiter().GetResult().Mesh;

        Assert.Equal([type], mesh.Cells.Types);
        Assert.Equal(volume, mesh.CellVolumes[0], 1e-14); // as above
    });

    [Theory, MemberData(nameof(Shapes))]
    public async Task Points_stand_in_the_order_of_VTK(CellType type, double[] points, int[][] faces, double volume)
    {
        using var written = new SmallCase(SmallMesh.OneCell(points, faces));
        written.Step("1");

        var mesh = (await written.ReadLast()).Mesh;

        var outward = OutwardFaces(mesh, type);
        Assert.Equal(volume, SignedVolume(mesh.Points, outward), 1e-14); // as above; a face looking inward would take its part away
        Assert.Equal(faces.Length, outward.Count);
    }

    [Fact]
    public async Task A_cell_seen_from_the_neighbours_side_has_its_faces_turned()
    {
        using var written = new SmallCase(SmallMesh.Row(3));
        written.Step("1");

        var mesh = (await written.ReadLast()).Mesh;

        Assert.All(mesh.CellVolumes, volume => Assert.Equal(1, volume, 1e-14));
        for (var cell = 0; cell < 3; cell++)
            Assert.Equal(1, SignedVolume(mesh.Points, Corners(mesh.Cells.PointsOf(cell).ToArray(), [[0, 4, 7, 3], [1, 2, 6, 5], [0, 1, 5, 4], [3, 7, 6, 2], [0, 3, 2, 1], [4, 5, 6, 7]])), 1e-13);
    }

    [Fact]
    public async Task Patches_carry_their_type_their_faces_and_the_cells_behind_them()
    {
        using var written = new SmallCase(SmallMesh.Row(3));
        written.Step("1");

        var patches = (await written.ReadLast()).Mesh.Patches;

        Assert.Equal([("inlet", "patch", 1), ("outlet", "patch", 1), ("walls", "wall", 12)], patches.Select(p => (p.Name, p.Kind, p.FaceCount)));
        Assert.Equal([2], patches[1].FaceCells);
        Assert.Equal([12, 13, 14, 15], patches[1].FacePoints);
        Assert.Equal([0, 4, 8], patches[2].FaceOffsets[..3]);
    }

    static int[] Rotated(int[] face, int by) => [.. face[by..], .. face[..by]];

    // The outward faces that VTK's documentation gives for a type.
    static List<int[]> OutwardFaces(Mesh mesh, CellType type)
    {
        var points = mesh.Cells.PointsOf(0).ToArray();
        if (type == CellType.Polyhedron)
        {
            var faces = new List<int[]>();
            for (var at = mesh.Cells.FaceOffsets[0] + 1; at < mesh.Cells.Faces.Length; at += 1 + mesh.Cells.Faces[at]) faces.Add(mesh.Cells.Faces[(at + 1)..(at + 1 + mesh.Cells.Faces[at])]);
            return faces;
        }

        return Corners(points, type switch
        {
            CellType.Tetra => [[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]],
            CellType.Pyramid => [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]],
            CellType.Wedge => [[0, 1, 2], [3, 5, 4], [0, 3, 4, 1], [1, 4, 5, 2], [2, 5, 3, 0]],
            _ => [[0, 4, 7, 3], [1, 2, 6, 5], [0, 1, 5, 4], [3, 7, 6, 2], [0, 3, 2, 1], [4, 5, 6, 7]],
        });
    }

    static List<int[]> Corners(int[] points, int[][] local) => [.. local.Select(f => f.Select(i => points[i]).ToArray())];

    // Gauss: a third of the sum of (point . normal) over the surface cut into triangles.
    static double SignedVolume(double[] x, List<int[]> faces) => faces.Sum(face => Enumerable.Range(1, face.Length - 2).Sum(i =>
    {
        var (a, b, c) = (3 * face[0], 3 * face[i], 3 * face[i + 1]);
        return (x[a] * (x[b + 1] * x[c + 2] - x[b + 2] * x[c + 1]) + x[a + 1] * (x[b + 2] * x[c] - x[b] * x[c + 2]) + x[a + 2] * (x[b] * x[c + 1] - x[b + 1] * x[c])) / 6;
    }));
}

using CfdBridge.Testing;

namespace CfdBridge.Tests.Abstractions;

public sealed class MeshTests
{
    // Each inside the unit cube or prism, in VTK's point order, with its exact measure.
    public static TheoryData<CellType, double[], double> Cells => new()
    {
        { CellType.Tetra, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], 1.0 / 6 },
        { CellType.Hexahedron, [0, 0, 0, 2, 0, 0, 2, 1, 0, 0, 1, 0, 0, 0, 1, 2, 0, 1, 2, 1, 1, 0, 1, 1], 2 },
        { CellType.Voxel, [0, 0, 0, 2, 0, 0, 0, 1, 0, 2, 1, 0, 0, 0, 1, 2, 0, 1, 0, 1, 1, 2, 1, 1], 2 },
        { CellType.Wedge, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1], 0.5 },
        { CellType.Pyramid, [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0.5, 0.5, 1], 1.0 / 3 },
        { CellType.Quad, [0, 0, 0, 2, 0, 0, 2, 1, 0, 0, 1, 0], 2 },
        { CellType.Pixel, [0, 0, 0, 2, 0, 0, 0, 1, 0, 2, 1, 0], 2 },
        { CellType.Triangle, [0, 0, 0, 2, 0, 0, 0, 1, 0], 1 },
        { CellType.TriangleStrip, [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0], 1 },
        { CellType.Line, [0, 0, 0, 3, 4, 0], 5 },
        { CellType.PolyLine, [0, 0, 0, 1, 0, 0, 1, 1, 0], 2 },
        { CellType.Vertex, [7, 7, 7], 1 },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_has_its_measure(CellType type, double[] points, double measure)
    {
        var mesh = new Mesh(points, new CellTable([type], [0, points.Length / 3], [.. Enumerable.Range(0, points.Length / 3)]));

        Assert.Equal(measure, mesh.CellVolumes[0], 1e-12); // round-off of a dozen products of order one
    }

    [Fact]
    public void A_polyhedron_has_the_volume_of_its_body_whichever_way_its_faces_point()
    {
        int[] faces = [4, 3, 0, 1, 2, 3, 0, 1, 3, 3, 2, 1, 3, 3, 0, 2, 3];
        var mesh = new Mesh([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], new CellTable([CellType.Polyhedron], [0, 4], [0, 1, 2, 3], faces, [0]));

        Assert.Equal(1.0 / 6, mesh.CellVolumes[0], 1e-12); // round-off
        Assert.Equal([0.25, 0.25, 0.25], mesh.CellCentres.Select(c => Math.Round(c, 12)));
    }

    [Fact]
    public void Point_weights_share_out_the_whole_volume()
    {
        var mesh = Some.Mesh(5);

        Assert.Equal(5, mesh.WeightsOf(FieldAssociation.Point).Sum(), 1e-12); // round-off
        Assert.Equal(5, mesh.WeightsOf(FieldAssociation.Cell).Sum(), 1e-12);
    }

    [Fact]
    public void The_id_is_the_content()
    {
        Assert.Equal(Some.Mesh(3).Id, Some.Mesh(3).Id);
        Assert.NotEqual(Some.Mesh(3).Id, Some.Mesh(4).Id);
        var moved = Some.Mesh(3).Points.ToArray();
        moved[0] += 1e-15;
        Assert.NotEqual(Some.Mesh(3).Id, new Mesh(moved, Some.Mesh(3).Cells).Id);
    }

    [Fact]
    public void A_cell_that_names_a_missing_point_is_refused()
    {
        var failure = Assert.Throws<CaseFormatException>(() => new Mesh([0, 0, 0], new CellTable([CellType.Line], [0, 2], [0, 1])));

        Assert.Contains("point 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 4, 3, 0, 1 })]
    [InlineData(new[] { 1000000 })]
    [InlineData(new[] { 1, -5, 0 })]
    [InlineData(new int[0])]
    public void A_face_stream_cut_short_is_refused(int[] faces)
    {
        Assert.Throws<CaseFormatException>(() => new CellTable([CellType.Polyhedron], [0, 4], [0, 1, 2, 3], faces, [0]));
    }

    [Fact]
    public void A_field_with_the_wrong_number_of_rows_does_not_make_a_snapshot()
    {
        var failure = Assert.Throws<CaseFormatException>(() => Some.Snapshot(0, Some.Mesh(4), Some.Scalar("p", 3, _ => 0)));

        Assert.Contains("expected 4 rows", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_what_may_have_been_meant()
    {
        Assert.Equal("Known: dmd, linear. Did you mean \"linear\"?", NearMatch.Hint("linaer", ["linear", "dmd"]));
        Assert.Equal("Known: dmd, linear.", NearMatch.Hint("xyzzy", ["linear", "dmd"]));
        Assert.Matches("^100 are known, the nearest: run42, (run[0-9]+, ){22}run[0-9]+\\. Did you mean \"run42\"\\?$", NearMatch.Hint("rum42", Enumerable.Range(0, 100).Select(i => $"run{i}")));
    }
}

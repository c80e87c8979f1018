using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.Vtk;

[Collection(ForeignFilesCollection.Name)]
public sealed class ReadingTests(ForeignFiles files)
{
    readonly VtkReader reader = new();

    public static IEnumerable<object[]> Names => ForeignFiles.Names.Select(name => new object[] { name });

    [Theory, MemberData(nameof(Names))]
    public void Every_file_that_VTK_writes_reads_as_ParaView_reads_it(string name)
    {
        var expected = files.Judged(name);

        var content = reader.Read(files.At(name), default);

        Assert.Empty(expected.Complaints!); // the judge lists complaints, none here, for every dataset
        Same.Content(expected, content.Mesh, content.Fields);
        Assert.Equal(expected.Time, content.TimeSeconds);
    }

    [Fact]
    public void Ghost_and_hidden_cells_go_and_take_the_points_that_only_they_use_with_them()
    {
        var whole = reader.Read(files.At("unstructured-ascii.vtu"), default);

        var content = reader.Read(files.At("ghosts.vtu"), default);

        int[] kept = [0, 2, 3, 5]; // the voxel is another piece's, the pyramid hidden
        Assert.Equal(kept.Select(c => whole.Mesh.Cells.Types[c]), content.Mesh.Cells.Types);
        Assert.Equal(kept.Select(c => (double)c), content.Fields["rank"].ToDouble());
        Assert.DoesNotContain(content.Fields, f => f.Name == "vtkGhostType");
        Assert.True(content.Mesh.PointCount < whole.Mesh.PointCount);
        for (var i = 0; i < kept.Length; i++)
        {
            Assert.Equal(
                whole.Mesh.Cells.PointsOf(kept[i]).ToArray().Select(p => At(whole.Mesh, p)),
                content.Mesh.Cells.PointsOf(i).ToArray().Select(p => At(content.Mesh, p)));
        }

        Assert.Equal(whole.Mesh.CellVolumes[5], content.Mesh.CellVolumes[3]); // the polyhedron's faces were renumbered too
    }

    [Fact]
    public void Blanked_cells_of_a_structured_grid_are_left_out()
    {
        var content = reader.Read(files.At("ghosts.vts"), default);

        Assert.Equal([0.0, 1, 3, 4, 6, 7], content.Fields["rank"].ToDouble());
    }

    [Fact]
    public void A_multi_block_file_gives_its_volumes_one_after_the_other_with_the_fields_that_all_have()
    {
        var one = reader.Read(files.At("unstructured-base64.vtu"), default);

        var content = reader.Read(files.At("blocks.vtm"), default);

        Assert.Equal(2 * one.Mesh.CellCount, content.Mesh.CellCount); // and not the wall
        Assert.Equal(["U/Cell", "p/Cell", "p/Point"], content.Fields.Select(f => $"{f.Name}/{f.Association}"));
        Assert.Equal([.. one.Mesh.CellVolumes, .. one.Mesh.CellVolumes], content.Mesh.CellVolumes);
        Assert.Equal(0.1 + 0.2, content.TimeSeconds);
    }

    [Fact]
    public void The_same_mesh_in_another_file_is_the_same_object()
    {
        var first = reader.Read(files.At("unstructured-ascii.vtu"), default);

        var second = reader.Read(files.At("unstructured-appended-lzma.vtu"), default);

        Assert.Same(first.Mesh, second.Mesh);
    }

    [Fact]
    public void The_time_can_be_read_without_the_mesh()
    {
        var times = ForeignFiles.Names.Where(VtkFormat.IsPiece).Select(name => VtkReader.ReadTime(files.At(name), default));

        Assert.All(times, time => Assert.Equal(0.1 + 0.2, time));
    }

    [Fact]
    public async Task Cancelling_ends_a_read()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => reader.Read(files.At("unstructured-ascii.vtu"), cancel.Token));
    }

    static (double, double, double) At(Mesh mesh, int point) => (mesh.Points[3 * point], mesh.Points[3 * point + 1], mesh.Points[3 * point + 2]);
}

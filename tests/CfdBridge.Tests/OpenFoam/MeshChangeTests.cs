namespace CfdBridge.Tests.OpenFoam;

public sealed class MeshChangeTests
{
    [Fact]
    public async Task Steps_on_one_mesh_share_it()
    {
        using var written = new SmallCase();
        written.Step("1").Step("2");
        var source = written.Source();
        var steps = source.Scan(default).Steps;

        var first = await source.ReadAsync(steps[0], default);
        var second = await source.ReadAsync(steps[1], default);

        Assert.Same(first.Mesh, second.Mesh);
    }

    [Fact]
    public async Task Moved_points_make_a_new_mesh_until_they_move_again()
    {
        using var written = new SmallCase();
        written.Step("1").Step("2").Step("3");
        (written.Mesh with { Points = [.. written.Mesh.Points.Select(x => 2 * x)] }).SavePoints(written.At("2", "polyMesh"), FoamFormat.Ascii);
        var source = written.Source();
        var steps = source.Scan(default).Steps;

        var still = await source.ReadAsync(steps[0], default);
        var moved = await source.ReadAsync(steps[1], default);
        var after = await source.ReadAsync(steps[2], default);

        Assert.Equal(1, still.Mesh.CellVolumes[0], 1e-13);
        Assert.Equal(8, moved.Mesh.CellVolumes[0], 1e-13); // rounding of a few sums
        Assert.Same(moved.Mesh, after.Mesh);
        Assert.Same(still.Mesh.Cells, moved.Mesh.Cells);
    }

    [Fact]
    public async Task A_refined_mesh_holds_from_its_step_on()
    {
        using var written = new SmallCase();
        written.Step("1");
        written.Step("2", cells: 6).Step("3", cells: 6);
        SmallMesh.Row(6).Save(written.At("2", "polyMesh"), FoamFormat.Ascii);
        var source = written.Source();
        var steps = source.Scan(default).Steps;

        var cells = new List<int>();
        foreach (var step in steps) cells.Add((await source.ReadAsync(step, default)).Mesh.CellCount);

        Assert.Equal([4, 6, 6], cells);
    }

    [Fact]
    public async Task Points_of_decomposed_meshes_move_too()
    {
        using var cut = new DecomposedCase([0, 1, 0], 2, isCollated: false);
        cut.Step("1").Step("2");
        cut.MovePoints("2", shift: 10);
        var source = cut.Case.Source();
        var steps = source.Scan(default).Steps;

        var still = await source.ReadAsync(steps[0], default);
        var moved = await source.ReadAsync(steps[1], default);

        Assert.Equal(still.Mesh.Points.Select((x, i) => i % 3 == 0 ? x + 10 : x), moved.Mesh.Points);
    }

    [Fact]
    public async Task A_mesh_written_again_with_the_same_contents_stays_the_same_object()
    {
        using var written = new SmallCase();
        written.Step("1");
        var source = written.Source();
        var step = source.Scan(default).Steps[0];

        var before = await source.ReadAsync(step, default);
        written.Mesh.Save(written.At("constant", "polyMesh"), FoamFormat.Binary);
        var after = await source.ReadAsync(step, default);

        Assert.Same(before.Mesh, after.Mesh);
    }

    [Fact]
    public async Task A_mesh_written_again_with_other_contents_is_a_new_one()
    {
        using var written = new SmallCase();
        written.Step("1");
        var source = written.Source();
        var step = source.Scan(default).Steps[0];

        var before = await source.ReadAsync(step, default);
        (written.Mesh with { Points = [.. written.Mesh.Points.Select(x => 3 * x)] }).Save(written.At("constant", "polyMesh"), FoamFormat.Ascii);
        var after = await source.ReadAsync(step, default);

        Assert.NotEqual(before.Mesh.Id, after.Mesh.Id);
    }

    [Fact]
    public async Task A_region_has_its_own_mesh_and_fields()
    {
        using var written = new SmallCase();
        Directory.Move(written.At("constant", "polyMesh"), written.At("constant", "unused"));
        SmallMesh.Row(2).Save(written.At("constant", "solid", "polyMesh"), FoamFormat.Ascii);
        SmallMesh.Row(3).Save(written.At("constant", "fluid", "polyMesh"), FoamFormat.Ascii);
        written.SaveField("1/solid", "T", "volScalarField", 1, [1, 2]);
        written.SaveField("1/fluid", "T", "volScalarField", 1, [3, 4, 5]);
        written.Start("1").Finish("1");

        var solid = await written.ReadLast("solid");
        var fluid = await written.ReadLast("fluid");
        var noName = Assert.Throws<CaseFormatException>(() => written.Source().Scan(default));
        var wrongName = Assert.Throws<CaseFormatException>(() => written.Source("slid").Scan(default));

        Assert.Equal([1.0, 2], solid.Fields["T"].ToDouble());
        Assert.Equal(3, fluid.Mesh.CellCount);
        Assert.Contains("2 regions and none is named: fluid, solid", noName.Message);
        Assert.Contains("Did you mean \"solid\"?", wrongName.Message);
    }

    [Fact]
    public async Task The_only_region_need_not_be_named()
    {
        using var written = new SmallCase();
        Directory.Move(written.At("constant", "polyMesh"), written.At("constant", "unused"));
        SmallMesh.Row(2).Save(written.At("constant", "solid", "polyMesh"), FoamFormat.Ascii);
        written.SaveField("1/solid", "T", "volScalarField", 1, [1, 2]);

        var snapshot = await written.ReadLast();

        Assert.Equal(2, snapshot.Mesh.CellCount);
    }
}

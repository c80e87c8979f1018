using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.VtkSeries;

public sealed class FieldChoiceTests : IDisposable
{
    static readonly Mesh mesh = Some.Mesh();
    readonly TempFolder folder = new();

    static Field OnPoints(string name) => new(name, FieldAssociation.Point, 1, new float[mesh.PointCount]);

    static Field OnCells(string name) => Some.Scalar(name, mesh.CellCount, i => i);

    [Fact]
    public async Task Cell_data_is_the_truth_where_there_is_any()
    {
        var snapshot = await Read([OnPoints("p"), OnPoints("only here"), OnCells("p")]);

        Assert.Equal(["p/Cell"], snapshot.Fields.Select(f => $"{f.Name}/{f.Association}"));
    }

    [Fact]
    public async Task Point_data_is_taken_where_there_is_nothing_else()
    {
        var snapshot = await Read([OnPoints("p"), OnPoints("T")]);

        Assert.Equal(["p/Point", "T/Point"], snapshot.Fields.Select(f => $"{f.Name}/{f.Association}"));
    }

    [Fact]
    public async Task Fields_asked_for_by_name_come_in_that_order_from_wherever_they_are()
    {
        var snapshot = await Read([OnPoints("T"), OnCells("p"), OnCells("k")], "T", "p");

        Assert.Equal(["T/Point", "p/Cell"], snapshot.Fields.Select(f => $"{f.Name}/{f.Association}"));
    }

    [Fact]
    public async Task An_unknown_field_is_an_error_with_a_hint()
    {
        var failure = await Assert.ThrowsAsync<CaseFormatException>(() => Read([OnCells("omega"), OnCells("p")], "omeg"));

        Assert.Contains("Did you mean \"omega\"?", failure.Fix);
    }

    [Fact]
    public async Task Steps_on_one_mesh_share_it()
    {
        for (var step = 1; step <= 3; step++) SolverFiles.Write(folder.At($"a_{step}.vtu"), mesh, step, Some.Scalar("p", 2, i => step + i));
        var source = Plugin.Source(folder.Path);

        var snapshots = new List<Snapshot>();
        foreach (var step in source.Scan(default).Steps) snapshots.Add(await source.ReadAsync(step, default));

        Assert.All(snapshots, s => Assert.Same(snapshots[0].Mesh, s.Mesh));
        Assert.Equal([1.0, 2, 3], snapshots.Select(s => s.TimeSeconds));
        Assert.Equal([3.0, 4], snapshots[2].Fields["p"].ToDouble());
        Assert.Equal(mesh.Id, snapshots[0].Mesh.Id);
    }

    [Fact]
    public async Task A_region_of_a_series_without_regions_is_an_error()
    {
        SolverFiles.Write(folder.At("a_1.vtu"), mesh, 1, OnCells("p"));
        var source = Plugin.Source(folder.Path, region: "solid");

        var failure = await Assert.ThrowsAsync<CaseFormatException>(() => source.ReadAsync(source.Scan(default).Steps[0], default));

        Assert.Contains("no regions", failure.Fact);
    }

    public void Dispose() => folder.Dispose();

    async Task<Snapshot> Read(Field[] fields, params string[] wanted)
    {
        SolverFiles.Write(folder.At("a_1.vtu"), mesh, 1, fields);
        var source = Plugin.Source(folder.Path, fields: wanted);
        return await source.ReadAsync(source.Scan(default).Steps[0], default);
    }
}

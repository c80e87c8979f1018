using CfdBridge.Testing;
using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.VtkSeries;

public sealed class ScanningTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly Mesh mesh = Some.Mesh();

    [Fact]
    public void A_folder_of_numbered_files_is_a_series_in_order_of_time()
    {
        foreach (var step in new[] { 10, 9, 100 }) Step($"flow_{step}.vtu", 0.1 * step);

        var scan = Plugin.Source(folder.Path).Scan(default);

        Assert.Equal(["flow_9", "flow_10", "flow_100"], Plugin.Names(scan));
        Assert.Equal([0.1 * 9, 1, 10], Plugin.Times(scan));
        Assert.All(scan.Steps, s => Assert.Equal(StepState.Complete, s.State));
        Assert.Equal([folder.Path], scan.Directories);
        Assert.False(scan.Purges);
    }

    [Fact]
    public void Without_any_time_the_number_in_the_name_is_the_time()
    {
        foreach (var name in new[] { "a_0.5.vtu", "a_2.vtu", "a_1.25.vtu" }) SolverFiles.Write(folder.At(name), mesh, null);

        Assert.Equal([0.5, 1.25, 2], Plugin.Times(Plugin.Source(folder.Path).Scan(default)));
    }

    [Fact]
    public void A_point_before_a_number_separates_it()
    {
        foreach (var step in new[] { 2, 10 }) folder.Write($"run2.{step}.vtk", "# vtk DataFile Version 3.0\nx\nASCII\n");

        var scan = Plugin.Source(folder.Path).Scan(default);

        Assert.Equal([2.0, 10], Plugin.Times(scan));
        Assert.All(scan.Steps, s => Assert.Equal(StepState.Unproven, s.State)); // legacy files have no closing tag
    }

    [Fact]
    public void A_legacy_file_gives_its_time_at_its_head()
    {
        folder.Write("a_1.vtk", "# vtk DataFile Version 3.0\nx\nASCII\nDATASET UNSTRUCTURED_GRID\nFIELD FieldData 1\nTimeValue 1 1 double\n0.125\n");

        Assert.Equal([0.125], Plugin.Times(Plugin.Source(folder.Path).Scan(default)));
    }

    [Fact]
    public void A_file_without_its_closing_tag_is_unfinished_and_becomes_complete()
    {
        var path = Step("flow_1.vtu", 1);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^20]);
        var source = Plugin.Source(folder.Path);

        var before = Assert.Single(source.Scan(default).Steps);
        File.WriteAllBytes(path, whole);
        var after = Assert.Single(source.Scan(default).Steps);

        Assert.Equal(StepState.Unfinished, before.State);
        Assert.Equal(StepState.Complete, after.State);
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public void A_parallel_file_is_complete_when_all_its_pieces_are()
    {
        folder.Write("flow_1.pvtu", """
            <VTKFile type="PUnstructuredGrid" version="0.1"><PUnstructuredGrid GhostLevel="0"><Piece Source="p/flow_1_0.vtu"/><Piece Source="p/flow_1_1.vtu"/></PUnstructuredGrid></VTKFile>
            """);
        var source = Plugin.Source(folder.Path);
        Step("p/flow_1_0.vtu", 1);

        var before = source.Scan(default).Steps[0].State;
        Step("p/flow_1_1.vtu", 1);
        var after = source.Scan(default).Steps[0].State;

        Assert.Equal((StepState.Unfinished, StepState.Complete), (before, after));
    }

    [Fact]
    public void Two_series_in_one_folder_are_an_error_until_one_is_chosen()
    {
        Step("flow_1.vtu", 1);
        Step("wall_1.vtu", 1);

        var failure = Assert.Throws<CaseFormatException>(() => Plugin.Source(folder.Path).Scan(default));

        Assert.Contains("flow_*.vtu, wall_*.vtu", failure.Fact);
        Assert.Equal(["wall_1"], Plugin.Names(Plugin.Source(folder.Path, series: "wall_").Scan(default)));
    }

    [Fact]
    public void A_collection_names_its_steps_and_their_times()
    {
        Step("data/a.vtu", 7);
        Step("data/b.vtu", 8);
        var pvd = folder.Write("run.pvd", Collection((0.5, "data/b.vtu"), (0.25, "data/a.vtu"), (0.75, "data/not-yet.vtu")));

        var scan = Plugin.Source(pvd).Scan(default);

        Assert.Equal(["data/a", "data/b"], Plugin.Names(scan));
        Assert.Equal([0.25, 0.5], Plugin.Times(scan)); // the index is right, not the files
    }

    [Fact]
    public async Task Parts_of_one_time_are_read_as_one_mesh()
    {
        Step("left.vtu", 1, 10);
        Step("right.vtu", 1, 20);
        var source = Plugin.Source(folder.Write("run.pvd", Collection((1, "left.vtu"), (1, "right.vtu"))));

        var snapshot = await source.ReadAsync(Assert.Single(source.Scan(default).Steps), default);

        Assert.Equal([10.0, 11, 20, 21], snapshot.Fields["p"].ToDouble());
    }

    [Theory, InlineData(""), InlineData("<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\"><Collection><DataSet timestep=\"0.5\" fi")]
    public void An_index_met_while_it_is_rewritten_leaves_what_was_known(string partial)
    {
        Step("a.vtu", 1);
        var pvd = folder.Write("run.pvd", Collection((0.5, "a.vtu")));
        var source = Plugin.Source(pvd);
        source.Scan(default);

        File.WriteAllText(pvd, partial);
        var scan = source.Scan(default);

        Assert.Equal([0.5], Plugin.Times(scan));
    }

    [Fact]
    public void A_damaged_index_is_an_error()
    {
        var pvd = folder.Write("run.pvd", "<VTKFile><Collection></VTKFile>");

        var failure = Assert.Throws<CaseFormatException>(() => Plugin.Source(pvd).Scan(default));

        Assert.Equal(pvd, failure.Thing);
    }

    [Fact]
    public void Steps_that_a_restart_has_dropped_from_the_index_are_leftovers()
    {
        foreach (var step in new[] { 1, 2, 3, 4 }) Touch(Step($"flow_{step}.vtu", step), minutesAgo: 60 - step);
        Touch(folder.Write("flow.vtu.series", Series(("flow_1.vtu", 1), ("flow_2.vtu", 2))), minutesAgo: 10);
        Touch(Step("flow_5.vtu", 2.5), minutesAgo: 5); // written after the index: not entered yet

        Assert.Equal(["flow_1", "flow_2", "flow_5"], Plugin.Names(Plugin.Source(folder.Path).Scan(default)));
    }

    [Fact]
    public void Of_two_files_for_one_time_the_later_counts()
    {
        Touch(Step("flow_5.vtu", 1), minutesAgo: 60);
        Touch(Step("flow_1.vtu", 1), minutesAgo: 5); // numbering began anew

        Assert.Equal(["flow_1"], Plugin.Names(Plugin.Source(folder.Path).Scan(default)));
    }

    [Fact]
    public void Files_not_yet_in_place_are_not_seen()
    {
        Step("flow_1.vtu", 1);
        Step($"flow_2.vtu{AtomicFile.TemporaryMark}.vtu", 2);

        Assert.Equal(["flow_1"], Plugin.Names(Plugin.Source(folder.Path).Scan(default)));
    }

    [Fact]
    public void A_solver_that_deletes_its_first_steps_purges()
    {
        foreach (var step in new[] { 1, 2, 3 }) Step($"flow_{step}.vtu", step);
        var source = Plugin.Source(folder.Path);
        source.Scan(default);

        File.Delete(folder.At("flow_1.vtu"));

        Assert.True(source.Scan(default).Purges);
    }

    [Fact]
    public void What_the_bridge_wrote_is_never_read_back()
    {
        var path = folder.At("flow_1.vtu");
        VtuFile.Write(new(path, 1, mesh, new FieldSet([]), Predicted: false));

        var failure = Assert.Throws<CaseFormatException>(() => Plugin.Source(folder.Path).Scan(default));

        Assert.Contains("never read back as an observation", failure.Fix);
    }

    [Fact]
    public async Task A_product_among_observations_is_left_out_and_cannot_be_read_by_name()
    {
        Step("flow_1.vtu", 1);
        VtuFile.Write(new(folder.At("flow_2.vtu"), 2, mesh, new FieldSet([]), Predicted: true));
        var source = Plugin.Source(folder.Path);

        Assert.Equal(["flow_1"], Plugin.Names(source.Scan(default)));
        var failure = await Assert.ThrowsAsync<CaseFormatException>(() => source.ReadAsync(new("flow_2", 2, StepState.Complete, ""), default));

        Assert.Contains("never read back", failure.Fix);
    }

    [Fact]
    public void A_known_file_is_not_opened_again()
    {
        var path = Step("flow_1.vtu", 1);
        var source = Plugin.Source(folder.Path);
        source.Scan(default);
        var (length, written) = (new FileInfo(path).Length, File.GetLastWriteTimeUtc(path));
        File.WriteAllBytes(path, new byte[length]);
        File.SetLastWriteTimeUtc(path, written);

        Assert.Equal(StepState.Complete, Assert.Single(source.Scan(default).Steps).State);
        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        Assert.Equal(StepState.Unfinished, Assert.Single(source.Scan(default).Steps).State);
    }

    public void Dispose() => folder.Dispose();

    internal static string Collection(params (double Time, string File)[] entries) =>
        $"<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"0.1\"><Collection>{string.Concat(entries.Select(e => FormattableString.Invariant($"<DataSet timestep=\"{e.Time}\" part=\"0\" file=\"{e.File}\"/>")))}</Collection></VTKFile>\n";

    static string Series(params (string File, double Time)[] entries) =>
        $"{{\"file-series-version\":\"1.0\",\"files\":[{string.Join(',', entries.Select(e => FormattableString.Invariant($"{{\"name\":\"{e.File}\",\"time\":{e.Time}}}")))}]}}";

    static void Touch(string path, int minutesAgo) => File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddMinutes(-minutesAgo));

    string Step(string name, double? time, double p = 0) => SolverFiles.Write(folder.At(name), mesh, time, Some.Scalar("p", 2, i => p + i));
}

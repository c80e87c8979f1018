using System.Text.Json;
using CfdBridge.Native.Tests.Vtk;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.VtkSeries;

public sealed class SinkTests : IDisposable
{
    static readonly double[] times = [0.1, 0.2, 0.1 + 0.2, 1e-7 / 3 + 0.4];
    readonly TempFolder folder = new();
    readonly Mesh mesh = Some.Mesh(3);

    [Fact]
    public async Task ParaView_opens_both_indices_with_all_times_and_arrays()
    {
        await WriteAll("combined", "truth & <friends> ü");

        var judged = Judge.Series([folder.At("combined.pvd"), folder.At("combined.vtu.series")]);

        foreach (var series in judged.Values)
        {
            Assert.Equal(times, series.Times);
            for (var i = 0; i < times.Length; i++)
            {
                var step = Assert.Single(series.Steps[i]);
                Assert.Equal(times[i], step.Time);
                Assert.Equal(["U", "U_std", "cfdbridge_predicted"], step.CellData.Keys.Order(StringComparer.Ordinal));
                Assert.Equal(Velocity(i).ToDouble(), step.CellData["U"].Values);
                Assert.Equal([.. Enumerable.Repeat(i >= 2 ? 1.0 : 0, 3)], step.CellData["cfdbridge_predicted"].Values);
            }
        }
    }

    [Fact]
    public async Task The_two_indices_name_the_same_files_by_relative_paths()
    {
        await WriteAll("combined", "step");

        using var json = JsonDocument.Parse(File.ReadAllText(folder.At("combined.vtu.series")));

        var names = json.RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("name").GetString());
        Assert.Equal("1.0", json.RootElement.GetProperty("file-series-version").GetString());
        Assert.Equal(["vtu/step 0.vtu", "vtu/step 1.vtu", "vtu/step 2.vtu", "vtu/step 3.vtu"], names);
        Assert.Contains("file=\"vtu/step 3.vtu\"", File.ReadAllText(folder.At("combined.pvd")));
    }

    [Fact]
    public async Task Nothing_half_written_is_left_behind()
    {
        await WriteAll("combined", "step");

        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Path, f)).Order(StringComparer.Ordinal);

        Assert.Equal(["combined.pvd", "combined.vtu.series", "open_in_paraview.py", "vtu/step 0.vtu", "vtu/step 1.vtu", "vtu/step 2.vtu", "vtu/step 3.vtu"], files);
    }

    [Fact]
    public async Task A_failed_write_leaves_the_old_file()
    {
        await WriteAll("combined", "step");
        var path = folder.At("vtu", "step 0.vtu");
        var before = File.ReadAllBytes(path);
        Directory.CreateDirectory($"{path}{AtomicFile.TemporaryMark}.vtu"); // the temporary file's place is taken

        await Assert.ThrowsAnyAsync<Exception>(() => Plugin.Sink().WriteAsync(new(path, 9, mesh, new FieldSet([]), true), default));

        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task The_script_for_ParaView_is_written_once()
    {
        await WriteAll("combined", "step");
        File.WriteAllText(folder.At("open_in_paraview.py"), "# changed by the user");

        await WriteAll("prediction", "step");

        Assert.Equal("# changed by the user", File.ReadAllText(folder.At("open_in_paraview.py")));
    }

    [Fact]
    public async Task The_script_draws_truth_prediction_and_uncertainty()
    {
        await WriteAll("truth", "step");
        await WriteAll("prediction", "step");
        var picture = folder.At("picture.png");

        Judge.Run("xvfb-run", ["-a", "-s", "-screen 0 1600x1200x24 -noreset", "/usr/bin/python3", folder.At("open_in_paraview.py"), picture], Judge.Environment());

        Assert.True(new FileInfo(picture).Length > 5_000); // an empty picture of this size packs to less
    }

    public void Dispose() => folder.Dispose();

    async Task WriteAll(string name, string step)
    {
        var sink = Plugin.Sink();
        var entries = new List<OutputEntry>();
        for (var i = 0; i < times.Length; i++)
        {
            var relative = $"vtu/{step} {i}{sink.Extension}";
            var spread = new Field("U_std", FieldAssociation.Cell, 3, new float[9]);
            await sink.WriteAsync(new(folder.At(relative), times[i], mesh, new FieldSet([Velocity(i), spread]), Predicted: i >= 2), default);
            entries.Add(new(times[i], relative));
        }

        await sink.PublishAsync(new(folder.Path, name, entries), default);
    }

    static Field Velocity(int step) => Some.Vector("U", 3, c => (c + step, 0.1 * c, 0));
}

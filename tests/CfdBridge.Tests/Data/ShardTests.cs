using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Data;

public sealed class ShardTests : IDisposable
{
    static readonly Mesh Mesh = Some.Mesh(3);

    readonly TempFolder folder = new();

    [Fact]
    public async Task A_captured_run_comes_back_across_file_borders()
    {
        await CaptureAsync("a", 150);

        var shard = new ShardReader(folder.At("a"));

        Assert.Equal(150, shard.Count);
        Assert.Equal(Mesh.Id, shard.Mesh.Id);
        Assert.Equal(3, shard.Description.Files.Count);
        Assert.Equal(100, shard.Description.Parameters["Re"]);
        var stretch = shard.Read("p", 60, 10);
        Assert.Equal(Enumerable.Range(60, 10).SelectMany(t => new[] { t, t + 1f, t + 2f }), stretch);
        Assert.Equal([149f, 150f, 151f], shard.Snapshot(149).Fields["p"].ToSingle());
    }

    [Fact]
    public async Task Every_third_snapshot_of_a_stretch_is_that_snapshot()
    {
        await CaptureAsync("a", 150);
        var shard = new ShardReader(folder.At("a"));

        var snapshots = shard.Snapshots(60, 11, 3);

        Assert.Equal([60, 63, 66, 69], snapshots.Select(snapshot => (int)snapshot.Fields["p"].ToSingle()[0]));
        Assert.Equal(shard.Snapshot(66).TimeSeconds, snapshots[2].TimeSeconds);
    }

    [Fact]
    public async Task An_unfinished_capture_is_no_shard()
    {
        await Assert.ThrowsAsync<CaseFormatException>(() => ShardWriter.WriteAsync(folder.At("a"), "a", new Dictionary<string, double>(), Breaking(), new Progress<int>(), default));

        Assert.Empty(ShardReader.Library(folder.Path));
    }

    [Fact]
    public async Task How_the_run_was_solved_is_kept_and_a_shard_without_it_stays_readable()
    {
        var numerics = new CaseNumerics
        {
            Application = "icoFoam", Stepping = new(false, 0.01, false, null, "timeStep 10"), Unread = ["No fvSolution."],
            Sections = new Dictionary<string, NumericsSection> { ["divSchemes"] = new(new Dictionary<string, string> { ["div(phi,U)"] = "linear" }, [new(".*", "upwind")], "none", true) },
        };
        await ShardWriter.WriteAsync(folder.At("new"), "new", new Dictionary<string, double>(), numerics, Run(2), new Progress<int>(), default);
        await CaptureAsync("old", 2);

        Assert.Equivalent(numerics, new ShardReader(folder.At("new")).Description.Numerics, strict: true);
        Assert.Null(new ShardReader(folder.At("old")).Description.Numerics);
        Assert.DoesNotContain("numerics", File.ReadAllText(folder.At("old", "shard.json")), StringComparison.Ordinal); // as it was written before
    }

    [Fact]
    public async Task A_library_lists_its_shards_by_name()
    {
        await CaptureAsync("b", 2);
        await CaptureAsync("a", 2);

        Assert.Equal(["a", "b"], ShardReader.Library(folder.Path).Select(s => s.Description.Name));
    }

    [Fact]
    public async Task An_unknown_field_is_answered_with_what_may_have_been_meant()
    {
        await CaptureAsync("a", 2);

        var failure = Assert.Throws<CaseFormatException>(() => new ShardReader(folder.At("a")).Read("q", 0, 1));

        Assert.Contains("Known: p", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\": 99}")]
    [InlineData("[1, 2")]
    public void A_damaged_description_is_named(string text)
    {
        folder.Write("a/shard.json", text);

        Assert.Contains("shard.json", Assert.Throws<CaseFormatException>(() => new ShardReader(folder.At("a"))).Thing, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    Task CaptureAsync(string name, int count) =>
        ShardWriter.WriteAsync(folder.At(name), name, new Dictionary<string, double> { ["Re"] = 100 }, Run(count), new Progress<int>(), default);

    static async IAsyncEnumerable<Snapshot> Run(int count)
    {
        for (var t = 0; t < count; t++)
        {
            await Task.Yield();
            yield return Some.Snapshot(t, Mesh, Some.Scalar("p", 3, cell => t + cell));
        }
    }

    static async IAsyncEnumerable<Snapshot> Breaking()
    {
        await foreach (var snapshot in Run(3)) yield return snapshot;
        yield return Some.Snapshot(4, Some.Mesh(5), Some.Scalar("p", 5, _ => 0));
    }
}

using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class GlobalPodTests
{
    static readonly FlowChannels Channels = new([new("U", 0), new("U", 1), new("p", 0)]);

    [Fact]
    public void What_the_training_spans_comes_back()
    {
        var run = Waves("a", 3, 24);

        var pod = GlobalPod.Fit([run], Channels, modes: 100);

        Assert.InRange(pod.Modes, 6, 7); // three waves, a sine and a cosine each; the mean over whole snapshots may leave a constant
        Assert.True(Error(pod.RoundTrip(run.Read(0, 24), 24), run.Read(0, 24)) < 1e-5); // single precision
    }

    [Fact]
    public void No_fewer_modes_do_better_and_the_leading_ones_are_the_truncated_ones()
    {
        var run = Waves("a", 5, 30);
        var pod = GlobalPod.Fit([run], Channels, modes: 12);
        var values = run.Read(0, 28);
        double[] errors = [.. new[] { 2, 4, 6, 8 }.Select(modes => Error(pod.Truncated(modes).RoundTrip(values, 28), values))];

        var direct = GlobalPod.Fit([run], Channels, modes: 4);

        Assert.Equal(4, direct.Modes);
        Assert.Equal(errors.OrderDescending(), errors);
        Assert.Equal(errors[1], Error(direct.RoundTrip(values, 28), values), 1e-6); // the same basis, found again
        Assert.Throws<ArgumentOutOfRangeException>(() => direct.Truncated(5));
    }

    [Fact]
    public void A_last_block_that_is_not_full_is_filled_with_its_last_snapshot()
    {
        var run = Waves("a", 3, 24);
        var pod = GlobalPod.Fit([run], Channels, modes: 3);
        var row = run.Mesh.CellCount * Channels.Count;
        var five = run.Read(0, 5);
        float[] filled = [.. five, .. five[^row..], .. five[^row..], .. five[^row..]];

        var kept = pod.RoundTrip(five, 5);

        Assert.Equal(pod.RoundTrip(filled, 8)[..kept.Length], kept);
    }

    [Fact]
    public void Large_cells_and_scarce_fields_count_as_in_the_scaled_energy()
    {
        var run = Waves("a", 2, 24, pressure: 1000);

        var pod = GlobalPod.Fit([run], Channels, modes: 100);

        var (kept, values) = (pod.RoundTrip(run.Read(0, 24), 24), run.Read(0, 24));
        for (var i = 0; i < values.Length; i++) Assert.Equal(values[i], kept[i], i % 3 == 2 ? 1e-1f : 1e-4f); // 1e-4 of either field's size
    }

    [Fact]
    public void Runs_that_never_change_are_their_mean()
    {
        var run = Waves("still", 0, 6);

        var kept = GlobalPod.Fit([run], Channels, modes: 4).RoundTrip(run.Read(0, 6), 6);

        Assert.True(Error(kept, run.Read(0, 6)) < 1e-6);
    }

    [Fact]
    public void Another_mesh_is_refused_by_the_name_of_its_run()
    {
        var refusal = Assert.Throws<ArgumentException>(() => GlobalPod.Fit([Waves("a", 1, 6), Waves("finer", 1, 6, cells: 9)], Channels, 4));

        Assert.Contains("\"finer\" has another mesh", refusal.Message);
    }

    [Fact]
    public void Values_of_another_shape_are_refused()
    {
        var run = Waves("a", 1, 6);

        Assert.Throws<ArgumentException>(() => GlobalPod.Fit([run], Channels, 2).RoundTrip(run.Read(0, 4), 3));
    }

    // Standing patterns, each turning at its own pace over whole periods of 24 snapshots.
    static FlowRun Waves(string name, int count, int snapshots, int cells = 8, double pressure = 1)
    {
        var mesh = Lattice.Of((cells, cells, 1), (_, _, _) => false);
        mesh = new([.. mesh.Points.Select((x, i) => i % 3 == 0 ? x * x : x)], mesh.Cells); // cells of many sizes
        float Value(int t, int cell, int channel)
        {
            var (x, y, sum) = (mesh.CellCentres[3 * cell], mesh.CellCentres[3 * cell + 1], 1 + 0.01 * cell);
            for (var wave = 1; wave <= count; wave++) sum += Math.Cos(2 * Math.PI * wave * t / 24 + 0.1 * wave * x + channel + 0.2 * wave * wave * y) / (wave * wave);
            return (float)(channel == 2 ? pressure * sum : sum);
        }

        return new(name, mesh, snapshots, (start, many) =>
            [.. from t in Enumerable.Range(start, many) from cell in Enumerable.Range(0, mesh.CellCount) from channel in Enumerable.Range(0, 3) select Value(t, cell, channel)]);
    }

    static double Error(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)) / b.Sum(v => (double)v * v));
}

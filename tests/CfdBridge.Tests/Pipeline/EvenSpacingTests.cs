using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline;

public sealed class EvenSpacingTests
{
    static readonly Mesh Mesh = Some.Mesh(2);

    [Fact]
    public async Task Even_times_are_left_as_they_are()
    {
        var window = await WindowAsync(Enumerable.Range(0, 10).Select(i => 0.1 * i));

        Assert.Equal(10, window.Steps.Count);
        Assert.Empty(window.Notes);
    }

    [Fact]
    public async Task Jittered_times_are_resampled_to_the_median_spacing_and_it_is_said()
    {
        var random = new Random(1);
        var window = await WindowAsync(Enumerable.Range(0, 50).Select(i => 0.1 * (i + 0.2 * (random.NextDouble() - 0.5))));

        Assert.Contains("resampled", Assert.Single(window.Notes), StringComparison.Ordinal);
        foreach (var snapshot in window.Steps.Snapshots)
            Assert.Equal(Value(snapshot.TimeSeconds), snapshot.Fields["p"].ToDouble()[0], 1e-3); // cubic: 3/128 h^4 max|f''''| is below 1e-4 here
        double[] times = [.. window.Steps.Snapshots.Select(s => s.TimeSeconds)];
        Assert.All(times.Zip(times.Skip(1), (a, b) => b - a), gap => Assert.Equal(window.Steps.SpacingSeconds, gap, 1e-9)); // round-off of 50 sums
    }

    [Fact]
    public async Task Jitter_above_half_a_spacing_is_refused_with_the_figure()
    {
        var times = Enumerable.Range(0, 20).Select(i => i + (i % 2 == 0 ? 0.0 : 0.35));

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => WindowAsync(times.Select(t => t * t)));

        Assert.Contains("uneven", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_gap_starts_the_window_after_it()
    {
        var window = await WindowAsync([.. Enumerable.Range(0, 10).Select(i => (double)i), .. Enumerable.Range(13, 12).Select(i => (double)i)]);

        Assert.Equal(12, window.Steps.Count);
        Assert.Contains("gap", Assert.Single(window.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_mesh_starts_the_window()
    {
        var other = Some.Mesh(3);
        var steps = Enumerable.Range(0, 10).Select(i => Step(i, i < 4 ? other : Mesh)).ToArray();

        var window = await ObservedWindow.LoadAsync(steps, 100, long.MaxValue, default);

        Assert.Equal(6, window.Steps.Count);
        Assert.Contains("mesh", Assert.Single(window.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_is_cut_to_the_memory_it_may_use()
    {
        var steps = Enumerable.Range(0, 10).Select(i => Step(i, Mesh)).ToArray();

        var window = await ObservedWindow.LoadAsync(steps, 100, memoryBytes: 3 * 4 * Mesh.CellCount, default);

        Assert.Equal(3, window.Steps.Count);
        Assert.Equal(9, window.Steps.Last.TimeSeconds);
    }

    [Fact]
    public async Task Fields_that_only_the_last_step_has_are_left_out_and_it_is_said()
    {
        var steps = Enumerable.Range(0, 10).Select(i => i < 9 ? Step(i, Mesh)
            : new StoredStep(i, _ => Task.FromResult(Some.Snapshot(i, Mesh, Some.Scalar("vorticity", 2, _ => 1), Some.Scalar("p", 2, _ => Value(i)))))).ToArray();

        var window = await ObservedWindow.LoadAsync(steps, 100, long.MaxValue, default);

        Assert.Equal(10, window.Steps.Count);
        Assert.Equal(["p"], window.Steps.Last.Fields.Select(f => f.Name));
        Assert.Contains("vorticity", Assert.Single(window.Notes), StringComparison.Ordinal);
    }

    static double Value(double t) => Math.Sin(t);

    static StoredStep Step(double t, Mesh mesh) => new(t, _ => Task.FromResult(Some.Snapshot(t, mesh, Some.Scalar("p", mesh.CellCount, _ => Value(t)))));

    static Task<ObservedWindow> WindowAsync(IEnumerable<double> times) => ObservedWindow.LoadAsync([.. times.Select(t => Step(t, Mesh))], 1000, long.MaxValue, default);
}

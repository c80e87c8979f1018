using CfdBridge.Baselines;
using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

public sealed class AnalogTests : IDisposable
{
    const int Cells = 200;
    const double Spacing = 0.1;

    readonly TempFolder folder = new();

    [Fact]
    public async Task A_run_that_was_stored_is_followed_from_where_it_stood()
    {
        await StoreAsync("slow", period: 40, 120);
        await StoreAsync("fast", period: 25, 120);

        var (continuation, steps) = await Runs.ContinueAsync(Engine(), Wave(24, 25, from: 10.5), 30);

        Assert.StartsWith("Follows fast from t = ", continuation.Notes[0]);
        Assert.True(Error(steps, 25, from: 10.5 + 24) < 0.03, $"{Error(steps, 25, from: 10.5 + 24)}"); // between snapshots: the nearest quarter of one
    }

    [Theory]
    [InlineData(true)]  // its period lies half way between the stored ones
    [InlineData(false)] // nobody says so: what fits best
    public async Task The_clock_of_a_stored_run_is_set_to_that_of_the_observed_one(bool told)
    {
        await StoreAsync("a", period: 28, 200, parameter: 1);
        await StoreAsync("b", period: 32, 200, parameter: 3);
        var request = new ContinuationRequest { Observed = Wave(24, 30, from: 5), Steps = 60, Parameters = told ? new Dictionary<string, double> { ["Re"] = 2 } : [] };

        var steps = await StepsAsync(await Engine().ContinueAsync(request, default));

        var unset = Enumerable.Range(0, 60).Max(step => Math.Abs(2 * Math.PI * step * (1 / 28.0 - 1 / 30.0))); // radians that it would be off
        Assert.True(unset > 0.8);
        Assert.True(Error(steps, 30, from: 5 + 24) < (told ? 0.05 : 0.15), $"{Error(steps, 30, from: 5 + 24)}"); // of the paces tried two are 3 % apart
    }

    [Fact]
    public async Task On_another_mesh_the_nearest_cells_are_taken()
    {
        await StoreAsync("other", period: 30, 120, aside: 0.2);

        var (continuation, steps) = await Runs.ContinueAsync(Engine(), Wave(24, 30, from: 10), 20);

        Assert.Contains("That run has another mesh: values are those of its nearest cells.", continuation.Notes);
        Assert.True(Error(steps, 30, from: 10 + 24) < 0.03, $"{Error(steps, 30, from: 10 + 24)}");
    }

    [Fact]
    public async Task Runs_kept_for_a_test_are_not_followed()
    {
        await StoreAsync("truth", period: 30, 120);
        await StoreAsync("other", period: 45, 120);
        File.WriteAllText(folder.At("members.csv"), "name,split\ntruth,test\nother,train\n");

        var (continuation, _) = await Runs.ContinueAsync(Engine(), Wave(24, 30, from: 10), 20);

        Assert.StartsWith("Follows other", continuation.Notes[0]);
    }

    [Fact]
    public async Task Without_a_run_that_goes_on_long_enough_it_refuses()
    {
        await StoreAsync("short", period: 30, 30);

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Runs.ContinueAsync(Engine(), Wave(24, 30, from: 0), 20));

        Assert.Contains("goes on for 20 steps after a stretch of 24", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, 0.2, 0.7)]
    [InlineData(-5, 0.5, 40)] // outside
    public void The_nearest_cell_is_found_as_by_looking_at_all(double x, double y, double z)
    {
        var random = new Random(3);
        var even = Some.Mesh(300);
        var mesh = new Mesh([.. even.Points.Select(coordinate => coordinate / 300 + 0.3 * Math.Pow(random.NextDouble(), 3))], even.Cells);

        var found = new NearestCells(mesh).Of([x, y, z])[0];

        double Square(int cell) => Math.Pow(mesh.CellCentres[3 * cell] - x, 2) + Math.Pow(mesh.CellCentres[3 * cell + 1] - y, 2) + Math.Pow(mesh.CellCentres[3 * cell + 2] - z, 2);
        Assert.Equal(Enumerable.Range(0, mesh.CellCount).Min(Square), Square(found));
    }

    public void Dispose() => folder.Dispose();

    AnalogEngine Engine() => new(new() { Library = folder.Path });

    async Task StoreAsync(string name, double period, int snapshots, double parameter = 0, double aside = 0)
    {
        var same = Some.Mesh(Cells);
        var mesh = new Mesh([.. same.Points.Select(coordinate => coordinate + aside)], same.Cells);
        await ShardWriter.WriteAsync(folder.At(name), name, new Dictionary<string, double> { ["Re"] = parameter }, Snapshots(), new Progress<int>(), default);

        async IAsyncEnumerable<Snapshot> Snapshots()
        {
            for (var k = 0; k < snapshots; k++)
            {
                await Task.Yield();
                yield return new(k * Spacing, mesh, new([Some.Scalar("u", Cells, i => Runs.Wave(i, k, period)).AsSingle()]));
            }
        }
    }

    static Trajectory Wave(int snapshots, double period, double from) => Runs.Of(snapshots, Cells, ("u", (cell, step) => Runs.Wave(cell, from + step, period)));

    static async Task<List<PredictedStep>> StepsAsync(Continuation continuation)
    {
        var steps = new List<PredictedStep>();
        await foreach (var step in continuation.Steps) steps.Add(step);
        return steps;
    }

    // Largest, where the wave has a height of 0.3.
    static double Error(List<PredictedStep> steps, double period, double from) =>
        Runs.LargestError([.. steps.Select(step => step.Members[0]["u"].ToSingle())], 0, (cell, step) => Runs.Wave(cell, from + step, period));
}

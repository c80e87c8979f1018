using CfdBridge.Baselines;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

public sealed class InterpolatingTests
{
    static readonly double[] Uneven = [0, 1, 1.5, 3, 3.2, 4, 6];

    [Fact]
    public async Task A_cubic_in_time_is_found_exactly_between_uneven_steps()
    {
        var mesh = Some.Mesh(3);
        Field[] At(double t) => [new("p", FieldAssociation.Cell, 1, [(float)(t * t * t - 2 * t), (float)t, 1])];

        var found = await Steps(new TimeInterpolation(4), Some.Trajectory(mesh, Uneven, At), new AtTimes([0.4, 2.2, 3.1, 5.5]));

        foreach (var step in found)
        {
            var (expected, actual) = (At(step.TimeSeconds)[0].ToSingle(), step.Members[0][0].ToSingle());
            for (var i = 0; i < 3; i++) Assert.Equal(expected[i], actual[i], 1e-4 * (1 + Math.Abs(expected[i]))); // single precision, four products
        }
    }

    [Fact]
    public async Task A_straight_line_takes_the_two_neighbours_alone()
    {
        var run = Some.Trajectory(Some.Mesh(1), Uneven, t => [new("p", FieldAssociation.Cell, 1, [(float)(t * t)])]);

        var found = await Steps(new TimeInterpolation(2), run, new AtTimes([5]));

        Assert.Equal((16 + 36) / 2.0, found[0].Members[0][0].ToSingle()[0], 1e-4);
    }

    [Fact]
    public async Task Times_outside_the_run_are_refused()
    {
        var run = Some.Trajectory(Some.Mesh(1), Uneven, t => [new("p", FieldAssociation.Cell, 1, [(float)t])]);

        await Assert.ThrowsAsync<EngineRefusedException>(() => Steps(new TimeInterpolation(4), run, new AtTimes([-1])));
        await Assert.ThrowsAsync<EngineRefusedException>(() => Steps(new TimeInterpolation(4), run, new AtTimes([6.5])));
    }

    [Fact]
    public async Task A_linear_field_is_found_exactly_on_another_mesh_and_from_some_of_the_cells()
    {
        var (mesh, other) = (TravellingWave.Mesh(2), Lattice.Of((7, 5, 1), (_, _, _) => false));
        static Field Linear(Mesh on) => Some.Vector("U", on.CellCount, cell => (1 + 2 * on.CellCentres[3 * cell], 3 * on.CellCentres[3 * cell + 1] - 1, 0));
        var run = new Trajectory([Some.Snapshot(0, mesh, Linear(mesh))]);

        var all = await Steps(new CellInterpolation(), run, new OntoMesh(other));
        var some = await Steps(new CellInterpolation(), run, new OntoMesh(other, [.. Enumerable.Range(0, mesh.CellCount).Where(cell => cell % 5 != 2)]));

        foreach (var found in new[] { all, some })
            Assert.All(found[0].Members[0][0].ToSingle().Zip(Linear(other).ToSingle()), pair => Assert.Equal(pair.Second, pair.First, 1e-3)); // of values up to 25, single precision
    }

    [Fact]
    public async Task Held_back_cells_are_not_looked_at()
    {
        var mesh = TravellingWave.Mesh(2);
        int[] known = [.. Enumerable.Range(0, mesh.CellCount).Where(cell => cell % 3 != 0)];
        Trajectory Run(float hidden) => new([Some.Snapshot(0, mesh, new Field("p", FieldAssociation.Cell, 1, [.. Enumerable.Range(0, mesh.CellCount).Select(cell => cell % 3 == 0 ? hidden : (float)Math.Sin(cell))]))]);

        var (one, other) = (await Steps(new CellInterpolation(), Run(0), new OntoMesh(mesh, known)), await Steps(new CellInterpolation(), Run(99), new OntoMesh(mesh, known)));

        Assert.Equal(one[0].Members[0][0].ToSingle(), other[0].Members[0][0].ToSingle());
    }

    [Fact]
    public async Task A_wave_of_two_modes_is_found_from_three_sensors()
    {
        var run = TravellingWave.Observed(2, Enumerable.Range(0, 40).Select(i => 0.4 * i), speed: 1);
        var truth = TravellingWave.Observed(2, [3.3, 7.7], speed: 1);
        int[] cells = [20, 77, 101];
        var readings = new SensorReadings(
            [.. cells.SelectMany(cell => run.Mesh.CellCentres.AsSpan(3 * cell, 3).ToArray())], [3.3, 7.7], [new("U", 0), new("U", 1)],
            [.. truth.Snapshots.SelectMany(snapshot => cells.SelectMany(cell => snapshot.Fields["U"].ToDouble().AsSpan(3 * cell, 2).ToArray()))]);

        var found = await Steps(new SensorFit(new()), run, new FromSensors(readings));

        for (var t = 0; t < 2; t++)
        {
            var (expected, actual) = (truth.Snapshots[t].Fields["U"].ToSingle(), found[t].Members[0]["U"].ToSingle());
            var error = Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Average());
            Assert.True(error < 0.01, $"off by {error} of an amplitude of .3"); // readings are believed to 2 % of their deviation
        }
    }

    static async Task<List<PredictedStep>> Steps(IInterpolationEngine engine, Trajectory run, InterpolationTarget target)
    {
        var steps = new List<PredictedStep>();
        await foreach (var step in (await engine.InterpolateAsync(new() { Observed = run, Target = target }, default)).Steps) steps.Add(step);
        return steps;
    }
}

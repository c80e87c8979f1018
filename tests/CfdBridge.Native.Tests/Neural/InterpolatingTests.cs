using CfdBridge.Neural;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class InterpolatingTests(NeuralFixture waves)
{
    static readonly Dictionary<string, double> Speed = new() { ["speed"] = NeuralFixture.Speed };

    [Fact]
    public async Task A_gap_is_filled_nearer_to_the_truth_than_by_a_straight_line()
    {
        double[] times = [.. NeuralFixture.Times(48).Where(t => t is < 24 or > 31)];
        double[] gap = [24, 25, 26, 27, 28, 29, 30, 31];

        var found = await Steps(Engine(), times, new AtTimes(gap));

        var truth = NeuralFixture.Observed(gap);
        var (before, after) = (NeuralFixture.Observed([23]).Last.Fields["U"].ToSingle(), NeuralFixture.Observed([32]).Last.Fields["U"].ToSingle());
        var (own, line) = (0.0, 0.0);
        for (var i = 0; i < gap.Length; i++)
        {
            var share = (float)(gap[i] - 23) / 9;
            own += Distance(found[i].Members[0]["U"].ToSingle(), truth.Snapshots[i].Fields["U"].ToSingle());
            line += Distance([.. before.Zip(after, (a, b) => a + share * (b - a))], truth.Snapshots[i].Fields["U"].ToSingle());
        }

        Assert.True(own < 0.6 * line, $"off by {own:F3}, a line by {line:F3}"); // a model of seconds that was taught forecasts only
    }

    [Fact]
    public async Task Observed_steps_come_back_as_they_are()
    {
        double[] times = [.. NeuralFixture.Times(24)];

        var found = await Steps(Engine(), times, new AtTimes([7, 8, 16]));

        foreach (var step in found)
            Assert.True(Distance(step.Members[0]["U"].ToSingle(), NeuralFixture.Observed([step.TimeSeconds]).Last.Fields["U"].ToSingle()) < 1e-5); // single precision
    }

    [Fact]
    public async Task A_gap_longer_than_a_segment_is_refused_in_words()
    {
        double[] times = [.. NeuralFixture.Times(200).Where(t => t is < 24 or > 180)];

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Steps(Engine(), times, new AtTimes([60])));

        Assert.Contains("segments of", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cells_of_the_run_itself_give_the_run_and_a_finer_mesh_the_wave()
    {
        double[] times = [.. NeuralFixture.Times(8)];
        var observed = NeuralFixture.Observed(times);
        var finer = new Mesh([.. Lattice.Of((23, 23, 1), (_, _, _) => false).Points.Select((x, i) => i % 3 < 2 ? 0.5 + x * 11 / 23 : x)], Lattice.Of((23, 23, 1), (_, _, _) => false).Cells);

        var (same, other) = (await Steps(Engine(), times, new OntoMesh(observed.Mesh)), await Steps(Engine(), times, new OntoMesh(finer)));

        Assert.Equal(times, same.Select(step => step.TimeSeconds));
        Assert.True(Distance(same[^1].Members[0]["U"].ToSingle(), observed.Last.Fields["U"].ToSingle()) < 1e-3); // the lift back interpolates
        var centres = finer.CellCentres;
        float[] truth = [.. Enumerable.Range(0, finer.CellCount).SelectMany(cell => new[] { (float)(1 + 0.3 * Math.Sin(0.5 * centres[3 * cell] - 0.4 * 8 + 0.3 * centres[3 * cell + 1])), (float)(0.3 * Math.Cos(0.5 * centres[3 * cell] - 0.4 * 8 - 0.2 * centres[3 * cell + 1] + 0.3 * 0.5)), 0f })];
        Assert.True(Distance(other[^1].Members[0]["U"].ToSingle(), truth) < 0.02, $"off by {Distance(other[^1].Members[0]["U"].ToSingle(), truth):F4} of an amplitude of .3");
    }

    [Fact]
    public async Task Draws_are_brought_to_the_readings_of_sensors()
    {
        double[] times = [.. Enumerable.Range(0, 13).Select(i => (double)i)];
        var truth = NeuralFixture.Observed(times);
        int[] cells = [14, 40, 66, 77, 101, 130];
        var readings = new SensorReadings(
            [.. cells.SelectMany(cell => truth.Mesh.CellCentres.AsSpan(3 * cell, 3).ToArray())], times, [new("U", 0), new("U", 1), new("p", 0)],
            [.. truth.Snapshots.SelectMany(snapshot => cells.SelectMany(cell => new double[] { snapshot.Fields["U"].ToSingle()[3 * cell], snapshot.Fields["U"].ToSingle()[3 * cell + 1], snapshot.Fields["p"].ToSingle()[cell] }))]);
        var echo = new InterpolationEngine("echo", new EchoOptions { Model = waves.Model }, new Checkpoints(), new() { Mode = CfdBridge.Models.GenerationMode.Draws, Members = 4, FlowSteps = 3 });

        var (found, again) = (await Steps(echo, [0], new FromSensors(readings)), await Steps(echo, [0], new FromSensors(readings)));

        Assert.Equal(found[3].Members[1]["U"].ToSingle(), again[3].Members[1]["U"].ToSingle());
        var at = cells.SelectMany(cell => Enumerable.Range(3 * cell, 2)).ToArray();
        var (off, varies) = (0.0, 0.0);
        for (var t = 0; t < times.Length; t++)
        {
            Assert.Equal(4, found[t].Members.Count);
            foreach (var i in at)
            {
                off += Math.Pow(found[t].Members.Average(member => member["U"].ToSingle()[i]) - truth.Snapshots[t].Fields["U"].ToSingle()[i], 2);
                varies += Math.Pow(truth.Snapshots[t].Fields["U"].ToSingle()[i] - (i % 3 == 0 ? 1 : 0), 2);
            }
        }

        Assert.True(off < 0.25 * varies, $"at the sensors the square error is {off / varies:F3} of the motion"); // draws of a model that was not taught to draw from nothing
    }

    InterpolationEngine Engine() => new("segment", new SegmentOptions { Model = waves.Model }, new Checkpoints(), new());

    static async Task<List<PredictedStep>> Steps(InterpolationEngine engine, IEnumerable<double> observed, InterpolationTarget target)
    {
        var steps = new List<PredictedStep>();
        var found = await engine.InterpolateAsync(new() { Observed = NeuralFixture.Observed(observed), Target = target, Parameters = Speed }, default);
        await foreach (var step in found.Steps) steps.Add(step);
        return steps;
    }

    static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * (x - y)).Average());
}

using CfdBridge.Models;
using CfdBridge.Neural;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class InterpolatingTests(NeuralFixture waves)
{
    static readonly Dictionary<string, double> Speed = new() { ["speed"] = NeuralFixture.Speed };

    // A generator that knows the answer leaves only the codec's error, and blocks in the wrong place would show.
    [Theory]
    [InlineData(24, 31)]  // whole blocks
    [InlineData(21, 34)]  // and parts of such
    [InlineData(-8, -1)]  // before the first step
    public async Task A_gap_that_the_generator_knows_is_filled_to_the_codecs_error(int first, int last)
    {
        double[] times = [.. NeuralFixture.Times(48).Where(t => t < first || t > last)];
        double[] gap = [.. Enumerable.Range(first, last - first + 1).Select(t => (double)t)];
        var (observed, options) = (NeuralFixture.Observed(times), new SegmentOptions { Model = waves.Model });
        var checkpoint = new Checkpoints().Of(waves.Model, options);
        var run = new RunModel(checkpoint, new Knowing(checkpoint), new ModelChoice("segment", options, new(), default).OnMesh(checkpoint.Codec, observed), observed, new());

        var found = new List<PredictedStep>();
        await foreach (var step in new TimesBetween(run).Find(gap, default).Steps) found.Add(step);

        foreach (var step in found)
        {
            var truth = NeuralFixture.Observed([step.TimeSeconds]).Last.Fields["U"].ToSingle();
            var (error, motion) = (Distance(step.Members[0]["U"].ToSingle(), truth), Distance(NeuralFixture.Observed([step.TimeSeconds + 2]).Last.Fields["U"].ToSingle(), truth));
            Assert.True(error < 0.2 * motion, $"at {step.TimeSeconds} off by {error:F4}, two steps make {motion:F4}"); // a codec as its training begins
        }
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

        Assert.Contains("Ask for times nearer to the steps", refusal.Message, StringComparison.Ordinal);
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
        var echo = new InterpolationEngine("echo", new EchoOptions { Model = waves.Model }, new Checkpoints(), new() { Mode = GenerationMode.Draws, Members = 4, FlowSteps = 3 });

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

    // Finds where in the wave the known frames are, and gives the others from there.
    sealed class Knowing(Checkpoint checkpoint) : IGapFiller
    {
        public int SegmentFrames => 8;

        public Tensor Fill(Tensor latents, IReadOnlyList<bool> known, LatentRequest request)
        {
            var (sites, width) = ((int)latents.shape[1], (int)latents.shape[2]);
            var given = latents.contiguous().data<float>().ToArray();
            var number = sites * width;
            var best = (Off: double.PositiveInfinity, Frames: Array.Empty<float>());
            for (var phase = 0; phase < 4; phase++)
            {
                var wave = Wave(phase);
                for (var at = 0; at + known.Count <= wave.Length / number; at++)
                {
                    var off = Enumerable.Range(0, known.Count).Where(frame => known[frame]).Sum(frame => Distance(given[(frame * number)..((frame + 1) * number)], wave[((at + frame) * number)..((at + frame + 1) * number)]));
                    if (off < best.Off) best = (off, wave[(at * number)..((at + known.Count) * number)]);
                }
            }

            return tensor(best.Frames, [1, known.Count, sites, width]);
        }

        // Blocks that begin with one of the first snapshots, from 24 steps before the run on.
        float[] Wave(int phase)
        {
            var run = NeuralFixture.Observed(Enumerable.Range(0, 1 + 4 * 18).Select(i => (double)(i + phase - 25)));
            var mesh = new ModelChoice("segment", new SegmentOptions(), new(), default).OnMesh(checkpoint.Codec, run);
            var latents = mesh.Encode(PointSet.CellsOf(run.Mesh), [.. run.Snapshots.SelectMany(checkpoint.Codec.Linear.Channels.Gather)], run.Count);
            return latents.Values[(latents.Sites * latents.Width)..];
        }
    }
}

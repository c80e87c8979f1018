using CfdBridge.Models;
using CfdBridge.Neural;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class StateTests(NeuralFixture waves)
{
    const int Seen = 60;

    static readonly double[] Speeds = [0.8, 1, 1.2];

    [Fact]
    public async Task In_latents_a_state_at_a_runs_own_parameter_is_that_run_through_the_codec()
    {
        var state = await new LatentState(new() { Codec = waves.Codec }).PredictAsync(Request(1), default);

        using var codec = NeuralCodecFolder.Load(waves.Codec);
        var final = Request(1).Runs[1].Final;
        var (mesh, points) = (codec.On(final.Mesh), PointSet.CellsOf(final.Mesh));
        var expected = mesh.Decode(mesh.Encode(points, codec.Linear.Channels.Gather(final), 1), points);
        Assert.Equal(expected, codec.Linear.Channels.Gather(new(0, final.Mesh, state.Fields)));
    }

    [Fact]
    public async Task In_latents_what_the_codec_does_not_know_and_what_lies_outside_is_refused()
    {
        var engine = new LatentState(new() { Codec = waves.Codec });

        var outside = await Assert.ThrowsAsync<EngineRefusedException>(() => engine.PredictAsync(Request(2), default));
        var strange = await Assert.ThrowsAsync<EngineRefusedException>(() => engine.PredictAsync(Request(1, "T"), default));

        Assert.Contains("outside of what the library holds", outside.Message, StringComparison.Ordinal);
        Assert.Contains("T: the codec does not know this field", strange.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_draw_is_taken_that_swings_as_the_runs_say_or_all_are_refused()
    {
        var draws = new DrawnState(new() { Model = waves.Model, Codec = waves.Codec, Members = 4, SamplerSteps = 3, SpinUpFrames = 4 }, new());

        var (members, cycles, expected, place) = draws.Draws(Request(1), default);
        var outcome = await Record.ExceptionAsync(() => draws.PredictAsync(Request(1), default));

        Assert.Equal((4, 4), (members.Count, cycles.Count));
        Assert.Equal(place.Cycle(Request(1).Runs[1].Last(Seen)).PeriodSeconds, expected.PeriodSeconds, 1e-9); // the polynomial goes through the runs
        var best = cycles.Select(expected.Off).Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min();
        Assert.Equal(best > 0.25, outcome is EngineRefusedException); // this generator was trained for seconds: either may be
    }

    [Fact]
    public async Task A_model_that_cannot_draw_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => new DrawnState(new() { Model = waves.MeanOnly, Codec = waves.Codec }, new()).PredictAsync(Request(1), default));

        Assert.Contains("cannot draw", refusal.Message, StringComparison.Ordinal);
    }

    static StateRequest Request(double speed, string? more = null)
    {
        var mesh = TravellingWave.Mesh(2);
        FinishedRun Run(double own) => new(FormattableString.Invariant($"wave{own}"), new Dictionary<string, double> { ["speed"] = own }, mesh.Id, count => new(
            [.. TravellingWave.Observed(2, Enumerable.Range(Seen - Math.Min(count, Seen), Math.Min(count, Seen)).Select(i => (double)i), own).Snapshots.Select(snapshot => more is null ? snapshot : snapshot.With(new([.. snapshot.Fields, Some.Scalar(more, mesh.CellCount, _ => 1)])))]));
        return new() { Mesh = mesh, Parameters = new Dictionary<string, double> { ["speed"] = speed }, Runs = [.. Speeds.Select(Run)] };
    }
}

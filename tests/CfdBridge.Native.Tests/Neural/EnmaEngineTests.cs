using CfdBridge.Data;
using CfdBridge.Neural;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class EnmaEngineTests(NeuralFixture waves)
{
    const double Last = 24;

    static readonly ContinuationRequest Request = new() { Observed = NeuralFixture.Observed(NeuralFixture.Times(Last)), Steps = 10, Seed = 7, Parameters = new Dictionary<string, double> { ["speed"] = NeuralFixture.Speed } };

    [Fact]
    public async Task A_wave_goes_on_in_the_mean_of_the_futures()
    {
        var steps = await NeuralFixture.StepsOf(waves.Frames(), Request);

        var truth = NeuralFixture.Observed(Enumerable.Range(1, 10).Select(i => Last + i));
        Assert.Equal(truth.Snapshots.Select(s => s.TimeSeconds), steps.Select(s => s.TimeSeconds));
        Assert.All(steps, step => Assert.Equal(3, step.Members.Count));
        foreach (var (field, most) in new[] { ("U", 0.05), ("p", 0.1) }) // measured .02 for U
        {
            var errors = steps.Select((step, i) => Distance(Mean(step, field), truth.Snapshots[i].Fields[field].ToSingle()));
            var standing = truth.Snapshots.Select(snapshot => Distance(Request.Observed.Last.Fields[field].ToSingle(), snapshot.Fields[field].ToSingle()));
            Assert.True(errors.Average() < most * standing.Average(), $"{field}: off by {errors.Average():F4} of {standing.Average():F4}");
        }
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_futures_and_another_one_others()
    {
        var first = await NeuralFixture.StepsOf(waves.Frames(), Request);
        var second = await NeuralFixture.StepsOf(waves.Frames(), Request);
        var other = await NeuralFixture.StepsOf(waves.Frames(), Request with { Seed = 8 });

        Assert.Equal(Numbers(first), Numbers(second));
        Assert.NotEqual(Numbers(first), Numbers(other));
        Assert.NotEqual(Numbers(first), Numbers(first, member: 1));
    }

    [Fact]
    public async Task A_future_does_not_depend_on_how_many_there_are()
    {
        var (two, four) = (await NeuralFixture.StepsOf(waves.Frames(members: 2), Request), await NeuralFixture.StepsOf(waves.Frames(members: 2), Request with { Members = 4 }));

        Assert.All(four, step => Assert.Equal(4, step.Members.Count));
        Assert.All(new[] { 0, 1 }, member => Assert.True(Distance(Numbers(two, member), Numbers(four, member)) < 1e-4)); // products of other sizes round otherwise
    }

    [Fact]
    public async Task An_auxiliary_trajectory_is_seen_and_noted()
    {
        var alone = await NeuralFixture.StepsOf(waves.Frames(), Request);
        var beside = await waves.Frames().ContinueAsync(Beside(waves.Captured("again")), default);

        var other = await NeuralFixture.StepsOf(waves.Frames(), Beside(waves.Captured("other")));

        Assert.Contains($"Seen before the run: {waves.Captured("again")}.", beside.Notes);
        var steps = await beside.Steps.ToListAsync();
        Assert.True(Distance(Numbers(steps), Numbers(alone)) > 1e-3);
        Assert.True(Distance(Numbers(steps), Numbers(other)) > 1e-5); // the stretch of the slower wave that is nearest is near
        Assert.All(Numbers(steps), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public async Task An_auxiliary_trajectory_is_encoded_once()
    {
        var (checkpoints, options) = (new Checkpoints(), new EnmaOptions { Model = waves.Enma });
        var engine = new GeneratorEngine("enma", options, checkpoints, new() { Mode = CfdBridge.Models.GenerationMode.Draws }) { LearnsInContext = true };
        await NeuralFixture.StepsOf(engine, Beside(waves.Captured("again")));
        var encoded = checkpoints.Of(waves.Enma, options).Encoding.Encoded;

        await NeuralFixture.StepsOf(engine, Beside(waves.Captured("again")));

        Assert.Equal(4 + 14, encoded); // of the run as many as are looked at, three quarters of six; of the other all, of which the nearest are shown
        Assert.Equal(encoded, checkpoints.Of(waves.Enma, options).Encoding.Encoded);
    }

    [Fact]
    public async Task A_long_auxiliary_run_is_encoded_in_pieces_as_it_would_be_at_once()
    {
        const int Frames = 40; // more than two pieces
        using var folder = new TempFolder();
        await ShardWriter.WriteAsync(folder.At("long"), "long", new Dictionary<string, double>(), TravellingWave.Snapshots(2, 4 * Frames + 1, 0.97), new Progress<int>(), default);
        var checkpoint = new Checkpoints().Of(waves.Enma, new EnmaOptions { Model = waves.Enma });
        var whole = new Trajectory([.. new ShardReader(folder.At("long")).Snapshots(0, 4 * Frames + 1, 1)]);
        var mesh = checkpoint.Codec.On(whole.Mesh);

        var pieces = checkpoint.Auxiliary.Of(folder.At("long"), new("enma", checkpoint), _ => mesh, default);

        var context = EvenContext.For(checkpoint, whole);
        Assert.True(context.Frames >= Frames);
        Assert.Equal(new ContextEncoding(checkpoint.Codec).LastFrames(context, whole.Mesh, mesh, null, context.Frames, default), pieces);
    }

    [Fact]
    public async Task An_auxiliary_run_that_is_not_there_or_does_not_fit_is_refused()
    {
        using var folder = new TempFolder();
        await ShardWriter.WriteAsync(folder.At("deep"), "deep", new Dictionary<string, double>(), TravellingWave.Snapshots(3, 9, 1), new Progress<int>(), default);

        Assert.StartsWith("Forecast.Auxiliary: nowhere cannot serve. nowhere: there is no such folder, nor a run of this name in ", await Refusal(waves.Frames(), Beside("nowhere")), StringComparison.Ordinal);
        Assert.StartsWith($"Forecast.Auxiliary: {folder.At("deep")} cannot serve. the mesh: it is resolved along x and y and z", await Refusal(waves.Frames(), Beside(folder.At("deep"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_codec_that_centres_runs_by_their_own_mean_is_refused() =>
        Assert.Equal("the codec: it takes each run's own mean off, of which the model enma is not told. Name a model that was trained on a codec with the mean of all runs.", await Refusal(waves.Frames(waves.EnmaOwnMean)));

    [Fact]
    public async Task Models_of_another_kind_are_no_model() =>
        Assert.StartsWith($"Plugins.Options.enma.Model: {waves.Model} holds no generator.", await Refusal(waves.Frames(waves.Model)), StringComparison.Ordinal);

    [Fact]
    public async Task What_does_not_learn_in_context_does_not_look_for_auxiliary_runs() =>
        Assert.DoesNotContain((await waves.Echo().ContinueAsync(Beside("nowhere"), default)).Notes, note => note.Contains("Seen before the run", StringComparison.Ordinal));

    static ContinuationRequest Beside(string run) => Request with { Auxiliary = [run] };

    static async Task<string> Refusal(IContinuationEngine engine, ContinuationRequest? request = null) =>
        (await Assert.ThrowsAsync<EngineRefusedException>(() => engine.ContinueAsync(request ?? Request, default))).Message;

    static float[] Numbers(IEnumerable<PredictedStep> steps, int member = 0) => [.. steps.SelectMany(step => step.Members[member]).SelectMany(field => field.ToSingle())];

    static float[] Mean(PredictedStep step, string field) => [.. step.Members[0][field].ToSingle().Select((_, i) => step.Members.Average(fields => fields[field].ToSingle()[i]))];

    // Root mean square.
    static double Distance(float[] one, float[] other) => Math.Sqrt(one.Zip(other).Average(pair => Math.Pow(pair.First - pair.Second, 2)));
}

using CfdBridge.Neural;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class ContinuingTests(NeuralFixture waves)
{
    const double Last = 24;

    [Fact]
    public async Task A_wave_goes_on_in_the_fields_and_at_the_times_of_the_run()
    {
        var observed = NeuralFixture.Observed(NeuralFixture.Times(Last), Tilted);

        var steps = await NeuralFixture.StepsOf(waves.Segment(), new() { Observed = observed, Steps = 10, Parameters = new Dictionary<string, double> { ["speed"] = NeuralFixture.Speed } });

        var truth = NeuralFixture.Observed(Enumerable.Range(1, 10).Select(i => Last + i));
        Assert.Equal(truth.Snapshots.Select(s => s.TimeSeconds), steps.Select(s => s.TimeSeconds));
        Assert.All(steps, step => Assert.True(Assert.Single(step.Members).HasLayoutOf(observed.Last.Fields)));
        Assert.All(steps, step => Assert.All(step.Members[0]["U"].ToSingle().Where((_, i) => i % 3 == 2), w => Assert.Equal(0.25f, w)));
        foreach (var (field, first, all) in new[] { ("U", 0.1, 0.25), ("p", 0.15, 0.3) }) // a codec as its training begins and a generator of seconds: .06 and .1, .1 and .15
        {
            var errors = steps.Select((step, i) => Distance(step.Members[0], truth.Snapshots[i].Fields, field)).ToArray();
            var standing = truth.Snapshots.Select(snapshot => Distance(observed.Last.Fields, snapshot.Fields, field)).ToArray();
            Assert.True(errors[0] < first * standing.Max(), $"{field}: the first step is off by {errors[0]:F4} of {standing.Max():F4}");
            Assert.True(errors.Average() < all * standing.Average(), $"{field}: off by {errors.Average():F4} of {standing.Average():F4}");
        }
    }

    // The period of p is 7.9 s: at the double spacing the cubic has four snapshots of it.
    [Theory]
    [InlineData("half", 1e-4, 1e-4)] // every second snapshot is one of the native spacing
    [InlineData("double", 0.03, 0.06)]
    [InlineData("jittered", 0.01, 0.01)] // of which products in bfloat16 a third
    public async Task Another_spacing_gives_nearly_the_same_forecast(string spacing, double toleranceU, double toleranceP)
    {
        var random = new Random(3);
        double[] times = spacing switch
        {
            "half" => [.. NeuralFixture.Times(Last, 0.5)],
            "double" => [.. NeuralFixture.Times(Last, 2)],
            _ => [.. NeuralFixture.Times(Last).Select(t => t is 0 or Last ? t : t + 0.2 * (2 * random.NextDouble() - 1))],
        };
        var expected = await Forecast(NeuralFixture.Times(Last), 10);

        var found = await Forecast(times, spacing switch { "half" => 20, "double" => 5, _ => 10 });

        var motion = expected.Values.Select(fields => (U: Distance(fields, expected[Last + 2], "U"), P: Distance(fields, expected[Last + 2], "p"))).ToArray();
        foreach (var time in new[] { 2.0, 4, 6, 8, 10 }.Select(lead => Last + lead))
        {
            var (u, p) = (Distance(found[time], expected[time], "U") / motion.Max(m => m.U), Distance(found[time], expected[time], "p") / motion.Max(m => m.P));
            Assert.True(u < toleranceU && p < toleranceP, $"{spacing} at {time}: U differs by {u:F4}, p by {p:F4} of what they change");
        }
    }

    [Fact]
    public async Task Steps_between_those_of_the_training_runs_are_as_near_to_the_truth_as_these()
    {
        var steps = await Forecast(NeuralFixture.Times(Last, 0.5), 20);

        foreach (var field in new[] { "U", "p" })
        {
            var errors = steps.ToDictionary(step => step.Key, step => Distance(step.Value, NeuralFixture.Observed([step.Key]).Last.Fields, field));
            var (between, on) = (errors.Where(error => error.Key % 1 != 0).Average(error => error.Value), errors.Where(error => error.Key % 1 == 0).Average(error => error.Value));
            Assert.True(between < 1.2 * on, $"{field}: {between:F4} between, {on:F4} on them"); // errors of forecast and codec, and a little for the cubic
        }
    }

    [Fact]
    public async Task A_run_that_goes_on_by_a_block_is_encoded_by_a_block_and_continues_to_the_same_bytes()
    {
        var checkpoints = new Checkpoints();
        var options = new SegmentOptions { Model = waves.Model };
        var watching = new GeneratorEngine("segment", options, checkpoints, new());
        await NeuralFixture.StepsOf(watching, Request(NeuralFixture.Times(Last)));
        var before = checkpoints.Of(waves.Model, options).Encoding.Encoded;

        var extended = await NeuralFixture.StepsOf(watching, Request(NeuralFixture.Times(Last + 4)));
        var anew = await NeuralFixture.StepsOf(waves.Segment(), Request(NeuralFixture.Times(Last + 4)));

        Assert.Equal(before + 1, checkpoints.Of(waves.Model, options).Encoding.Encoded);
        Assert.Equal(Numbers(anew), Numbers(extended));
    }

    [Fact]
    public async Task The_same_times_with_other_values_are_another_run()
    {
        var engine = waves.Segment();
        await NeuralFixture.StepsOf(engine, Request(NeuralFixture.Times(Last)));
        var other = Request(NeuralFixture.Times(Last)) with { Observed = NeuralFixture.Observed(NeuralFixture.Times(Last), Halved) };

        var after = await NeuralFixture.StepsOf(engine, other);
        var alone = await NeuralFixture.StepsOf(waves.Segment(), other);

        Assert.Equal(Numbers(alone), Numbers(after));
    }

    [Fact]
    public async Task A_codec_that_centres_runs_by_their_own_mean_gives_it_back()
    {
        var plain = await NeuralFixture.StepsOf(waves.Segment(waves.OwnMean), Request(NeuralFixture.Times(Last)));

        var raised = await NeuralFixture.StepsOf(waves.Segment(waves.OwnMean), Request(NeuralFixture.Times(Last)) with { Observed = NeuralFixture.Observed(NeuralFixture.Times(Last), Raised) });

        Assert.All(plain.Zip(raised), pair => Assert.All(
            pair.First.Members[0]["p"].ToSingle().Zip(pair.Second.Members[0]["p"].ToSingle()),
            values => Assert.Equal(values.First + 100, values.Second, 0.05f))); // the generator is told of the mean, and never saw such a one
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_futures_and_another_one_others()
    {
        var request = Request(NeuralFixture.Times(Last)) with { Seed = 7 };

        var first = await NeuralFixture.StepsOf(waves.Echo(), request);
        var second = await NeuralFixture.StepsOf(waves.Echo(), request);
        var other = await NeuralFixture.StepsOf(waves.Echo(), request with { Seed = 8 });

        Assert.All(first, step => Assert.Equal(3, step.Members.Count));
        Assert.Equal(Numbers(first), Numbers(second));
        Assert.NotEqual(Numbers(first), Numbers(other));
        Assert.All(first, step => Assert.True(Distance(step.Members[0], step.Members[1], "U") > 0));
        Assert.All(Numbers(first), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public async Task More_futures_are_drawn_where_the_forecast_asks_for_them()
    {
        var steps = await NeuralFixture.StepsOf(waves.Echo(members: 2), Request(NeuralFixture.Times(Last)) with { Members = 4 });

        Assert.All(steps, step => Assert.Equal(4, step.Members.Count));
    }

    [Fact]
    public async Task Of_several_models_the_first_that_fits_serves()
    {
        var steps = await NeuralFixture.StepsOf(waves.Echo(model: waves.All), Request(NeuralFixture.Times(Last)));

        var expected = await NeuralFixture.StepsOf(waves.Echo(), Request(NeuralFixture.Times(Last)));
        Assert.Equal(expected.SelectMany(step => step.Members[0]["U"].ToSingle()), steps.SelectMany(step => step.Members[0]["U"].ToSingle()));
    }

    [Fact]
    public async Task What_was_done_to_the_run_and_what_could_still_be_told_is_noted()
    {
        var continuation = await waves.Segment().ContinueAsync(Request(NeuralFixture.Times(Last, 0.8)), default);

        Assert.Contains("The run is written every 0.8 s and the model was trained at 1 s: values are interpolated in time.", continuation.Notes);
        var read = Assert.Single(continuation.Notes, note => note.StartsWith("Read from the run, since it was not told: speed = ", StringComparison.Ordinal));
        Assert.EndsWith(". To tell it: --set speed=VALUE.", read, StringComparison.Ordinal);
        Assert.InRange(double.Parse(read.Split(' ')[11].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture), 0.8 * NeuralFixture.Speed, 1.2 * NeuralFixture.Speed); // a network of seconds
    }

    static ContinuationRequest Request(IEnumerable<double> times) => new() { Observed = NeuralFixture.Observed(times), Steps = 6 };

    async Task<Dictionary<double, FieldSet>> Forecast(IEnumerable<double> times, int steps) =>
        (await NeuralFixture.StepsOf(waves.Segment(), new() { Observed = NeuralFixture.Observed(times), Steps = steps })).ToDictionary(step => Math.Round(step.TimeSeconds, 6), step => step.Members[0]);

    static float[] Numbers(IEnumerable<PredictedStep> steps) => [.. steps.SelectMany(step => step.Members).SelectMany(fields => fields).SelectMany(field => field.ToSingle())];

    // Of a slice, a third component that nothing is known of.
    static Field Tilted(Field field) => field.Components == 1 ? field : field.With([.. field.ToSingle().Select((value, i) => i % 3 == 2 ? 0.25f : value)]);

    static Field Halved(Field field) => field.Name == "p" ? field.With(Array.ConvertAll(field.ToSingle(), value => value / 2)) : field;

    static Field Raised(Field field) => field.Name == "p" ? field.With(Array.ConvertAll(field.ToSingle(), value => value + 100)) : field;

    // Root mean square over the channels of a field.
    static double Distance(FieldSet one, FieldSet other, string field) =>
        Math.Sqrt(one[field].ToSingle().Zip(other[field].ToSingle()).Where((_, i) => field == "p" || i % 3 < 2).Average(pair => Math.Pow(pair.First - pair.Second, 2)));
}

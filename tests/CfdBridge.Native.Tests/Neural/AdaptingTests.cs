using CfdBridge.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class AdaptingTests(NeuralFixture waves)
{
    const double Fast = 1.8; // the training runs go at 0.7 to 1.3
    const double Seen = 39;  // ten frames, of which the model's segments have six

    [Fact]
    public async Task A_flow_beyond_the_training_runs_is_foretold_better_after_tuning()
    {
        var request = Request(Seen);

        var (plain, tuned) = (await NeuralFixture.StepsOf(waves.Segment(), request), await NeuralFixture.StepsOf(waves.Adapted(), request));

        Assert.True(Error(tuned) < 0.8 * Error(plain), $"off by {Error(plain):F4} before, by {Error(tuned):F4} after"); // 0.6 to 0.7 of it
    }

    [Fact]
    public async Task The_notes_say_what_was_tuned_and_which_weights_serve()
    {
        var continuation = await waves.Adapted().ContinueAsync(Request(Seen), default);

        var note = Assert.Single(continuation.Notes, note => note.StartsWith("Tuned on this run from 0 to 39 s: ", StringComparison.Ordinal));
        Assert.Matches(@"^Tuned on this run from 0 to 39 s: \d+ steps of \d+ in \d+ s\. The latents of its last quarter, kept aside, were foretold to \d+ ?% before and \d+ ?% after\. Weights [0-9a-f]{12}, from [0-9a-f]{12}\.$", note);
        Assert.Contains(continuation.Notes, note => note.StartsWith("Read from the run, since it was not told: speed = ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        var first = await NeuralFixture.StepsOf(waves.Adapted(), Request(Seen) with { Seed = 7 });
        var second = await NeuralFixture.StepsOf(waves.Adapted(), Request(Seen) with { Seed = 7 });
        var other = await NeuralFixture.StepsOf(waves.Adapted(), Request(Seen) with { Seed = 8 });

        Assert.Equal(Numbers(first), Numbers(second));
        Assert.NotEqual(Numbers(first), Numbers(other));
    }

    [Fact]
    public async Task A_hindcast_gets_nothing_that_was_tuned_on_what_came_after_its_origin()
    {
        var engine = waves.Adapted();
        await NeuralFixture.StepsOf(engine, Request(Seen));

        var after = await NeuralFixture.StepsOf(engine, Trial(Seen - 8));

        Assert.Equal(Numbers(await NeuralFixture.StepsOf(waves.Adapted(), Request(Seen - 8))), Numbers(after));
    }

    [Fact]
    public async Task What_is_shown_has_the_weights_that_the_hindcast_has_judged()
    {
        var engine = waves.Adapted();
        var judged = await Weights(engine, Trial(Seen - 8));

        Assert.Equal(judged, await Weights(engine, Request(Seen)));
        Assert.Equal(judged, await Weights(engine, Trial(Seen)));
        Assert.Equal(judged, await Weights(engine, Request(2 * Seen)));
        Assert.NotEqual(judged, await Weights(engine, Trial(2 * Seen))); // twice as long: tuned anew
    }

    [Fact]
    public async Task A_run_that_begins_anew_is_another_one()
    {
        var engine = waves.Adapted();
        await Weights(engine, Request(Seen));
        var other = new ContinuationRequest { Observed = NeuralFixture.Observed(NeuralFixture.Times(Seen), speed: 1.5), Steps = 6 };

        var after = await NeuralFixture.StepsOf(engine, other);

        Assert.Equal(Numbers(await NeuralFixture.StepsOf(waves.Adapted(), other)), Numbers(after));
    }

    [Fact]
    public async Task Too_short_a_run_is_refused_in_words() => Assert.Equal(
        "the window: it holds 3 frames of 4 s; tuning segment-adapted needs 4: half a segment to learn from, and a quarter of one kept aside, which says when to stop. Wait for more steps, or see more of them (Forecast.WindowSteps).",
        await Refusal(waves.Adapted(), Request(12)));

    [Fact]
    public async Task Weights_that_foretell_no_better_are_thrown_away()
    {
        var refusal = await Refusal(waves.Adapted(rate: 1, steps: 10), Request(Seen)); // such steps destroy what was trained

        Assert.Equal("the tuning: after none of 10 steps on this run up to 39 s the model foretold its last quarter better than as it came. The engine segment is the same.", refusal);
    }

    [Theory]
    [InlineData(1e-3, "segment-adapted")]
    [InlineData(1, "segment")]
    public async Task The_judge_keeps_it_where_the_hindcast_says_so(double rate, string chosen)
    {
        var engines = new Dictionary<string, IContinuationEngine> { ["segment"] = waves.Segment(), ["segment-adapted"] = waves.Adapted(rate: rate, steps: 20) };
        var options = new ForecastOptions { HorizonSteps = 8, HindcastOrigins = 2 };

        var forecast = await new Forecaster(engines, options, TimeProvider.System, NullLogger.Instance).ForecastAsync(new(Request(Seen + 12).Observed, []), default);

        Assert.Equal(chosen, forecast.Engine);
        var scores = forecast.Hindcast.Engines.ToDictionary(one => one.Engine, one => one.Score);
        Assert.Equal(chosen, scores.MinBy(one => one.Value).Key);
        Assert.Equal(chosen == "segment-adapted", forecast.Notes.Any(note => note.StartsWith("Tuned on this run from 0 to 43 s", StringComparison.Ordinal))); // the first origin: eight steps before the last
    }

    [Fact]
    public async Task A_watched_run_is_tuned_beside_its_continuations()
    {
        var engine = waves.Adapted(watching: true);
        var request = Trial(Seen);

        var first = await Refusal(engine, request);
        var refusals = 0;
        while (await Tries(engine, request) is not { } steps || steps.Count == 0) Assert.True(++refusals < 3000, "it is never done");

        Assert.Equal("segment-adapted: it is being tuned on the run in the background. It takes part once that is done.", first);
        Assert.Equal(Numbers(await NeuralFixture.StepsOf(waves.Adapted(), request)), Numbers(await NeuralFixture.StepsOf(engine, request)));
    }

    [Fact]
    public async Task While_watching_the_old_weights_serve_until_the_new_ones_are_there()
    {
        var engine = waves.Adapted(watching: true);
        while (await Tries(engine, Trial(Seen)) is null or []) { }
        var old = await Weights(engine, Trial(Seen));

        Assert.Equal(old, await Weights(engine, Trial(2 * Seen)));
        while (await Weights(engine, Request(2 * Seen)) == old) await Task.Delay(50);
        Assert.Equal(old, await Weights(engine, Trial(Seen + 4))); // before what the new ones have seen
    }

    [Fact]
    public async Task A_tuning_can_be_cancelled()
    {
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waves.Adapted(steps: 100_000, rate: 1e-4).ContinueAsync(Request(Seen), cancelling.Token));
    }

    static ContinuationRequest Request(double last) => new() { Observed = NeuralFixture.Observed(NeuralFixture.Times(last), speed: Fast), Steps = 8 };

    static ContinuationRequest Trial(double last) => Request(last) with { Effort = Effort.Trial };

    static async Task<string> Weights(IContinuationEngine engine, ContinuationRequest request) =>
        (await engine.ContinueAsync(request, default)).Notes.Single(note => note.StartsWith("Tuned", StringComparison.Ordinal)).Split("Weights ")[1];

    static async Task<string> Refusal(IContinuationEngine engine, ContinuationRequest request) => (await Assert.ThrowsAsync<EngineRefusedException>(() => engine.ContinueAsync(request, default))).Message;

    static async Task<IReadOnlyList<PredictedStep>?> Tries(IContinuationEngine engine, ContinuationRequest request)
    {
        try
        {
            return await NeuralFixture.StepsOf(engine, request);
        }
        catch (EngineRefusedException)
        {
            await Task.Delay(100);
            return null;
        }
    }

    static float[] Numbers(IEnumerable<PredictedStep> steps) => [.. steps.SelectMany(step => step.Members).SelectMany(fields => fields).SelectMany(field => field.ToSingle())];

    // Root mean square over all steps.
    static double Error(IReadOnlyList<PredictedStep> steps)
    {
        var truth = NeuralFixture.Observed(steps.Select(step => step.TimeSeconds), speed: Fast);
        return Math.Sqrt(steps.Zip(truth.Snapshots).Average(pair => pair.First.Members[0]["U"].ToSingle().Zip(pair.Second.Fields["U"].ToSingle()).Average(both => Math.Pow(both.First - both.Second, 2))));
    }
}

using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline.Trust;

public sealed class JudgeTests
{
    const int Cells = 40;
    static readonly Mesh Mesh = Some.Mesh(Cells);
    static readonly ForecastOptions Options = new() { HorizonSteps = 12, WindowSteps = 48 };

    [Theory]
    [InlineData(60, 12, 12, 8, 4)]
    [InlineData(24, 100, 6, 4, 2)]
    [InlineData(8, 100, 2, 1)]
    public void Several_origins_hide_no_more_than_the_first_and_at_most_a_quarter_of_a_short_window(int observed, int horizon, params int[] hidden) =>
        Assert.Equal(hidden, Origins.Hidden(Origins.StepsToHide(observed, Options with { HorizonSteps = horizon }), 3));

    [Fact]
    public async Task Every_engine_predicts_from_each_origin_what_it_has_not_seen()
    {
        var seen = new List<(double Last, int Steps)>();
        var spy = new FakeEngine((request, time) =>
        {
            seen.Add((request.Observed.Last.TimeSeconds, request.Steps));
            return request.Observed.Last.Fields;
        });

        var judgement = await JudgeAsync(new() { ["spy"] = spy });

        Assert.Equal([(47.0, 12), (51.0, 8), (55.0, 4)], seen.Distinct());
        Assert.Equal([47, 51, 55], judgement.Report.OriginsSeconds);
        Assert.Equal([12, 8, 4], judgement.Engines[0].Residuals.Select(origin => origin.Leads.Count));
    }

    [Fact]
    public async Task A_step_is_accepted_while_the_bound_of_its_error_is_tolerated_advisory_while_its_expected_error_is_and_else_rejected()
    {
        // The error grows by 1.5 % of the amplitude with each step: 1.5 % over the fluctuation of a sine is its share of 0.71.
        var judgement = await JudgeAsync(new() { ["drifts"] = Drifting(0.01) });

        var (spread, trust) = (judgement.Chosen!.Spread.Fields[0], Verdicts.Of(judgement.Chosen, Options));

        for (var lead = 1; lead <= 12; lead++)
        {
            var expected = spread.Upper[lead - 1] < 0.1 ? Verdict.Accept : spread.Expected[lead - 1] < 0.1 ? Verdict.Advisory : Verdict.Reject;
            Assert.Equal(expected, trust.At(lead));
        }

        Assert.Equal(0.01 * 6 / Math.Sqrt(0.5), spread.Expected[5], 0.005);
        Assert.InRange(trust.AcceptedSteps, 1, trust.AdvisorySteps);
        Assert.Equal(7, trust.AdvisorySteps); // 7.07 steps of 1.41 % are a tenth
        Assert.Equal(Verdict.Reject, trust.Verdict);
        Assert.Contains(trust.Reasons, reason => reason.StartsWith("From step 8 on p is expected to be off by 11", StringComparison.Ordinal));
        Assert.StartsWith($"Accepted for {trust.AcceptedSteps} of 12 steps", Verdicts.Headline(trust), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_without_stored_residuals_is_believed_no_farther_than_its_hindcast()
    {
        var judgement = await JudgeAsync(new() { ["drifts"] = Drifting(0.001) }, Options with { HorizonSteps = 30 }, steps: 40);

        var trust = Verdicts.Of(judgement.Chosen!, Options with { HorizonSteps = 30 });

        Assert.Equal(10, trust.AcceptedSteps);
        Assert.Equal(SpreadBasis.Unknown, judgement.Chosen!.Spread.BasisAt(11));
        Assert.Contains(trust.Reasons, reason => reason.StartsWith("The hindcast reaches 10 steps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stored_residuals_carry_the_interval_on_scaled_by_the_hindcast_on_this_run()
    {
        // On this run its errors are twice those of the validation runs.
        var trained = new TrainedEngine(Drifting(0.001), Residuals(leads: 30, error: lead => 0.5 * 0.001 * lead / Math.Sqrt(0.5)));

        var spread = (await JudgeAsync(new() { ["trained"] = trained }, Options with { HorizonSteps = 30 }, steps: 40)).Chosen!.Spread;

        Assert.Equal((10, 30), (spread.Measured, spread.Known));
        Assert.Equal(SpreadBasis.Extrapolated, spread.BasisAt(11));
        Assert.Equal(0.001 * 20 / Math.Sqrt(0.5), spread.Fields[0].Expected[19], 1e-3);
        Assert.Equal(1.5 * spread.Fields[0].Expected[19], spread.Fields[0].Upper[19], 1e-9);
    }

    [Fact]
    public async Task A_run_unlike_those_that_an_engine_knows_is_advisory_at_most_and_the_reason_says_so()
    {
        var trained = new TrainedEngine(Drifting(0.0001), Residuals(12, _ => 0.001)) { LatentDistance = 9 };
        var judgement = await JudgeAsync(new() { ["trained"] = trained });

        var trust = Verdicts.Of(judgement.Chosen!, Options);

        Assert.Equal(Verdict.Advisory, trust.Verdict);
        Assert.Contains(trust.Reasons, reason => reason.Contains("unlike what trained was trained on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trained_engine_that_loses_to_a_simple_one_is_not_used_and_the_choice_says_so()
    {
        var worse = new TrainedEngine(Drifting(0.02), Residuals(12, lead => 0.02 * lead / Math.Sqrt(0.5)));

        var judgement = await JudgeAsync(new() { ["simple"] = Drifting(0.01), ["trained"] = worse });

        Assert.Equal("simple", judgement.Chosen!.Name);
        Assert.Contains("trained is expected to do worse", judgement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simple_method_that_is_near_at_first_and_drifts_loses_to_a_learned_one_that_does_not_and_the_choice_says_so()
    {
        var steady = new TrainedEngine(new FakeEngine((_, time) => Fields(time, _ => 0.03)), residuals: null);

        var judgement = await JudgeAsync(new() { ["drifts"] = Drifting(0.008), ["steady"] = steady }, Options with { HorizonSteps = 100 }, steps: 24);

        Assert.Equal("drifts", judgement.Report.Engines[0].Engine); // in a hindcast of six steps
        Assert.Equal("steady", judgement.Chosen!.Name);
        Assert.Contains("In the hindcast of 6 steps drifts came nearer", judgement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simple_method_that_has_the_motion_is_taken_before_a_learned_one()
    {
        var better = new TrainedEngine(Drifting(0.0001), Residuals(12, lead => 0.0001 * lead));

        var judgement = await JudgeAsync(new() { ["simple"] = Drifting(0.001), ["trained"] = better });

        Assert.Equal("simple", judgement.Chosen!.Name);
    }

    [Fact]
    public async Task Where_a_simple_method_has_the_motion_a_trained_one_is_not_even_tried_and_the_report_says_why()
    {
        var asked = 0;
        var trained = new TrainedEngine(new FakeEngine((_, time) => { asked++; return Fields(time, _ => 0); }), residuals: null);

        var judgement = await JudgeAsync(new() { ["simple"] = Drifting(0.001), ["trained"] = trained });

        Assert.Equal(0, asked);
        Assert.StartsWith("Not tried: simple", judgement.Engines.Single(one => one.Name == "trained").Skill.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01, 0)]  // off by what it was off by on the validation runs
    [InlineData(0.05, 3)]  // farther: the other may be better here
    public async Task Of_two_trained_engines_the_worse_on_the_validation_runs_is_tried_only_where_the_better_does_not_keep_its_word(double drift, int origins)
    {
        var asked = 0;
        var better = new TrainedEngine(Drifting(drift), Residuals(12, lead => 0.01 * lead / Math.Sqrt(0.5)));
        var worse = new TrainedEngine(new FakeEngine((_, time) => { asked++; return Fields(time, _ => 0.1); }), Residuals(12, lead => 0.02 * lead / Math.Sqrt(0.5)));

        var judgement = await JudgeAsync(new() { ["better"] = better, ["worse"] = worse });

        Assert.Equal(origins, judgement.Engines.Single(one => one.Name == "worse").Residuals.Count);
        Assert.Equal(origins > 0, asked > 0);
        if (origins == 0) Assert.StartsWith("Not tried: on the validation runs", judgement.Engines.Single(one => one.Name == "worse").Skill.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_far_behind_at_the_first_origin_is_not_tried_at_the_others()
    {
        var judgement = await JudgeAsync(new() { ["near"] = Drifting(0.01), ["far"] = Drifting(0.1) });

        Assert.Equal(3, judgement.Engines.Single(one => one.Name == "near").Residuals.Count);
        Assert.Equal(12, Assert.Single(judgement.Engines.Single(one => one.Name == "far").Residuals).Leads.Count);
    }

    [Fact]
    public async Task While_a_run_goes_on_one_origin_is_judged_anew_and_the_others_serve_again()
    {
        var (asked, memory) = (0, new HindcastMemory());
        var spy = new FakeEngine((request, time) => { asked++; return Fields(time, _ => 0.05); });
        Task<Judgement> At(int steps) => new Judge(new Dictionary<string, IContinuationEngine> { ["spy"] = spy }, Options, TimeProvider.System, NullLogger.Instance).JudgeAsync(Window(steps), memory, default);
        await At(60);
        var first = asked;
        var second = await At(63);
        var third = await At(63);

        Assert.Equal(12 + 8 + 4, first);
        Assert.Equal(first + 4, asked); // the shortest, once
        Assert.Equal([47, 51, 58], second.Report.OriginsSeconds);
        Assert.Equal(second.Chosen!.Skill.Score, third.Chosen!.Skill.Score, 1e-12);
    }

    [Fact]
    public async Task Nine_tenths_of_what_comes_lies_within_the_interval()
    {
        var noisy = new FakeEngine((_, time) => Fields(time, cell => Noise(cell, time)));
        var chosen = (await JudgeAsync(new() { ["noisy"] = noisy })).Chosen!;
        var (unit, covered, all) = (SpreadShape.Of(Window(60)).Deviations["p"].ToSingle(), 0, 0);

        for (var lead = 1; lead <= 12; lead++)
        {
            for (var cell = 0; cell < Cells; cell++, all++)
            {
                if (Math.Abs(Noise(cell, 59 + lead)) <= unit[cell] * chosen.Spread.Fields[0].HalfWidthAt(lead, 0)) covered++;
            }
        }

        Assert.InRange((double)covered / all, 0.85, 0.99); // widths never shrink with the lead
        Assert.InRange(HindcastCalibration.Of(chosen.Residuals, null, 1)[0].Coverage90, 0.8, 1);
    }

    [Theory]
    [InlineData("aaaa", "Accepted for all 4 steps: the 90 % bound of their error is below 10 % of the fluctuation.")]
    [InlineData("aadd", "Accepted for 2 of 4 steps: the 90 % bound of their error is below 10 % of the fluctuation. Advisory for the others: their expected error is.")]
    [InlineData("addr", "Accepted for 1 of 4 steps: the 90 % bound of their error is below 10 % of the fluctuation. Advisory for 2 more: their expected error is. Rejected after that.")]
    [InlineData("aarr", "Accepted for 2 of 4 steps: the 90 % bound of their error is below 10 % of the fluctuation. Rejected after that.")]
    [InlineData("dddd", "Advisory for all 4 steps: their expected error is below 10 % of the fluctuation.")]
    [InlineData("ddrr", "Advisory for 2 of 4 steps: their expected error is below 10 % of the fluctuation. Rejected after that.")]
    [InlineData("rrrr", "Rejected: not even the first step's expected error is below 10 % of the fluctuation.")]
    public void The_headline_says_which_error_is_meant_and_for_how_many_steps(string verdicts, string headline) => Assert.Equal(headline, Verdicts.Headline(new(
        0.1, 4, [new("p", [.. verdicts.Select(letter => letter switch { 'a' => Verdict.Accept, 'd' => Verdict.Advisory, _ => Verdict.Reject })])], [])));

    static double Truth(int cell, double time) => Math.Sin(2 * Math.PI * (time + cell) / 12);

    // Near to a Gaussian of deviation 0.05, the same whenever it is asked for.
    static double Noise(int cell, double time)
    {
        var random = new Random(1000 * cell + (int)Math.Round(time));
        return 0.05 * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6);
    }

    static FieldSet Fields(double time, Func<int, double> error) => new([Some.Scalar("p", Cells, cell => Truth(cell, time) + error(cell)).AsSingle()]);

    // The truth, and an error that grows in proportion to the lead.
    static FakeEngine Drifting(double perStep) => new((request, time) => Fields(time, _ => perStep * Math.Round(time - request.Observed.Last.TimeSeconds)));

    static Trajectory Window(int steps) => new([.. Enumerable.Range(0, steps).Select(i => new Snapshot(i, Mesh, Fields(i, _ => 0)))]);

    static Task<Judgement> JudgeAsync(Dictionary<string, IContinuationEngine> engines, ForecastOptions? options = null, int steps = 60) =>
        new Judge(engines, options ?? Options, TimeProvider.System, NullLogger.Instance).JudgeAsync(Window(steps), new(), default);

    static ValidationResiduals Residuals(int leads, Func<int, double> error)
    {
        T[] Each<T>(Func<int, T> of) => [.. Enumerable.Range(1, leads).Select(of)];
        return new("trained", "elsewhere", 9, 1, new(1, new Dictionary<string, double> { ["p"] = 0.1 }),
            [new("p", Each(error), Each(_ => 1.0), Each(_ => 1.5), Each(lead => new[] { error(lead) }), Each(_ => new[] { 1.0 }), Each(_ => new[] { 1.6 }))]);
    }
}

using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class InterpolatorTests
{
    static readonly Mesh Mesh = Some.Mesh(50);

    [Fact]
    public async Task The_engine_that_finds_what_is_left_out_best_is_taken()
    {
        var engines = new Dictionary<string, IInterpolationEngine> { ["exact"] = Off(0.001), ["rough"] = Off(0.3), ["shy"] = new FakeInterpolation((_, _) => throw new EngineRefusedException("Not today.")) };

        var part = Assert.Single(await Interpolator(engines).AtTimesAsync(Run(Times(20)), [3.5, 7.5], default));

        Assert.Equal("exact", part.Engine);
        Assert.Equal(["exact", "rough", "shy"], part.Report.Engines.Select(engine => engine.Engine));
        Assert.Equal("Not today.", part.Report.Engines[2].Refusal);
    }

    [Fact]
    public async Task A_named_engine_is_taken_whatever_others_do()
    {
        var engines = new Dictionary<string, IInterpolationEngine> { ["exact"] = Off(0.001), ["rough"] = Off(0.3) };

        var part = Assert.Single(await Interpolator(engines, new() { Engine = "rough" }).AtTimesAsync(Run(Times(20)), [3.5], default));

        Assert.Equal("rough", part.Engine);
    }

    [Fact]
    public async Task Times_between_neighbours_in_a_gap_and_before_the_run_are_judged_apart()
    {
        var run = Run([.. Times(20), .. Times(20).Select(t => t + 28)]);

        var parts = await Interpolator(new Dictionary<string, IInterpolationEngine> { ["exact"] = Off(0.01) }).AtTimesAsync(run, [-2, 3.5, 22, 25, 30.5], default);

        Assert.Equal([("between neighbouring steps", 2), ("in gaps", 2), ("before the first step", 1)], parts.Select(part => (part.Name, part.Count)));
        Assert.All(parts, part => Assert.All(part.Report.Engines[0].Errors, error => Assert.True(error.Distance >= 1)));
        Assert.Contains(parts[1].Report.Engines[0].Errors, error => error.Distance >= 4); // a stretch of eight was left out
    }

    [Fact]
    public async Task What_is_left_out_is_not_shown_to_the_engine()
    {
        var seen = new List<(double[] Steps, double Time)>();
        var engine = new FakeInterpolation((request, time) =>
        {
            seen.Add(([.. request.Observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)], time));
            return At(time);
        });

        await Interpolator(new Dictionary<string, IInterpolationEngine> { ["spy"] = engine }).AtTimesAsync(Run(Times(20)), [3.5], default);

        Assert.NotEmpty(seen);
        Assert.All(seen, one => Assert.DoesNotContain(one.Time, one.Steps));
    }

    [Fact]
    public async Task The_interval_holds_nine_of_ten_errors_of_the_kind_that_was_left_out()
    {
        var random = new Random(4);
        var engine = new FakeInterpolation((_, time) => new(At(time).Select(field => field.With([.. field.ToSingle().Select(value => value + (float)(0.1 * (random.NextDouble() - 0.5)))]))));
        var part = Assert.Single(await Interpolator(new Dictionary<string, IInterpolationEngine> { ["noisy"] = engine }).AtTimesAsync(Run([.. Times(60), .. Times(60).Select(t => t + 64)]), [61, 62, 63], default));

        var (covered, all) = (0, 0);
        await foreach (var step in part.Steps)
        {
            var truth = At(step.TimeSeconds)[0].ToSingle();
            var (low, high) = (step.Fields["p_q05"].ToSingle(), step.Fields["p_q95"].ToSingle());
            for (var i = 0; i < truth.Length; i++, all++) covered += truth[i] >= low[i] && truth[i] <= high[i] ? 1 : 0;
        }

        Assert.InRange((double)covered / all, 0.8, 1.0); // of 150 values, nine of ten to two deviations
    }

    [Fact]
    public async Task A_run_that_no_engine_serves_is_refused_with_every_reason()
    {
        var engines = new Dictionary<string, IInterpolationEngine> { ["shy"] = new FakeInterpolation((_, _) => throw new EngineRefusedException("Not today.")) };

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Interpolator(engines).AtTimesAsync(Run(Times(20)), [3.5], default));

        Assert.Contains("shy: Not today.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_after_the_run_are_another_verbs_business()
    {
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Interpolator(new Dictionary<string, IInterpolationEngine> { ["exact"] = Off(0) }).AtTimesAsync(Run(Times(20)), [30], default));

        Assert.Contains("cfdbridge continue", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0.02)]   // measured .08 at 2 and .18 at 3: of the second order
    [InlineData(2, 0.08)]
    [InlineData(6, 0.72)]
    [InlineData(20, 1.414)] // no more than two states that have nothing to do with each other
    public void Errors_at_two_widths_tell_what_to_expect_at_another(int gap, double expected) =>
        Assert.Equal(expected, ErrorByGap.At(gap, [(2, 0.08), (3, 0.18)]), 0.001);

    [Fact]
    public void An_error_that_does_not_grow_is_expected_to_stay() => Assert.Equal(0.05, ErrorByGap.At(1, [(2, 0.05), (3, 0.04)]), 1e-12);

    static Interpolator Interpolator(Dictionary<string, IInterpolationEngine> engines, InterpolationOptions? options = null) =>
        new(engines, new() { Interpolation = options ?? new() }, TimeProvider.System, NullLogger.Instance);

    static FakeInterpolation Off(double error) => new((_, time) => new(At(time).Select(field => field.With([.. field.ToSingle().Select(value => value + (float)error)]))));

    static IEnumerable<double> Times(int count) => Enumerable.Range(0, count).Select(i => (double)i);

    static Trajectory Run(IEnumerable<double> times) => new([.. times.Select(time => new Snapshot(time, Mesh, At(time)))]);

    static FieldSet At(double time) => new([new Field("p", FieldAssociation.Cell, 1, [.. Enumerable.Range(0, Mesh.CellCount).Select(cell => (float)Math.Sin(0.3 * time + 0.2 * cell))])]);
}

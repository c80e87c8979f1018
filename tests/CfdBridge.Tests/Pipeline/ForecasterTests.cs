using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class ForecasterTests
{
    static readonly Mesh Mesh = Some.Mesh(50);
    static readonly ForecastOptions Options = new() { HorizonSteps = 20, WindowSteps = 40 };

    [Fact]
    public async Task Auto_takes_the_engine_with_the_best_hindcast()
    {
        var forecast = await ForecastAsync(new() { ["good"] = Oracle(0.01), ["bad"] = FakeEngine.Persistence });

        Assert.Equal("good", forecast.Engine);
        Assert.Equal(["good", "bad"], forecast.Hindcast.Engines.Select(e => e.Engine));
    }

    [Fact]
    public async Task An_engine_that_refuses_or_fails_or_predicts_nonsense_is_reported_and_never_chosen()
    {
        var forecast = await ForecastAsync(new()
        {
            ["refuses"] = FakeEngine.Refusing("It needs more steps."),
            ["fails"] = new FakeEngine((_, _) => throw new InvalidOperationException("broken")),
            ["nonsense"] = new FakeEngine((_, _) => new FieldSet([Some.Scalar("p", 50, _ => double.NaN)])),
            ["persistence"] = FakeEngine.Persistence,
        });

        Assert.Equal("persistence", forecast.Engine);
        Assert.Equal("It needs more steps.", forecast.Hindcast.Engines.Single(e => e.Engine == "refuses").Refusal);
        Assert.Contains("broken", forecast.Hindcast.Engines.Single(e => e.Engine == "fails").Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_engine_left_the_refusal_says_why_for_each()
    {
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => ForecastAsync(new() { ["a"] = FakeEngine.Refusing("No period.") }));

        Assert.Contains("a: No period.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_steps_are_refused_with_the_number_needed()
    {
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => ForecastAsync(new() { ["a"] = FakeEngine.Persistence }, steps: 5));

        Assert.Contains("8 are needed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_steady_run_is_recognised_and_said_so()
    {
        var window = Some.Trajectory(Mesh, Enumerable.Range(0, 30).Select(i => (double)i), t => [Some.Scalar("p", 50, cell => 1 + cell + Math.Exp(-2 * t))]);

        var forecast = await Forecaster(new() { ["persistence"] = FakeEngine.Persistence, ["other"] = Oracle(0) }).ForecastAsync(new(window, []), default);

        Assert.Equal("persistence", forecast.Engine);
        Assert.Contains(forecast.Notes, note => note.StartsWith("The run is steady", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_interval_holds_nine_tenths_of_the_errors_at_a_lead_time_the_hindcast_reached()
    {
        var forecast = await ForecastAsync(new() { ["noisy"] = Oracle(0.1) });

        await foreach (var step in forecast.Steps)
        {
            if (step.Lead > forecast.Spread.Measured) break;
            var companions = Companions.Predicted(step.Mean, step.Unit, forecast.Spread, step.Lead);
            var (low, high) = (companions["p_q05"].ToDouble(), companions["p_q95"].ToDouble());
            var covered = Enumerable.Range(0, 50).Count(cell => Truth(cell, step.TimeSeconds) >= low[cell] && Truth(cell, step.TimeSeconds) <= high[cell]);
            Assert.InRange(covered, 35, 50); // 45 expected of 50; three standard deviations of a binomial are 6
            Assert.All(low.Concat(high), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Beyond_what_is_known_the_interval_is_as_wide_as_the_flow_varies()
    {
        var spread = new FieldSpread("p", [0.1, 0.2], [0.2, 0.3], [[0.1], [0.2]], [[0.2], [0.3]]);

        Assert.Equal(0.3, spread.HalfWidthAt(2, 0));
        Assert.Equal(Math.Sqrt(2) * 1.6449, spread.HalfWidthAt(3, 0), 1e-3);
        Assert.Equal(Math.Sqrt(2), spread.DeviationAt(3, 0), 1e-9);
    }

    [Fact]
    public void Observed_companions_are_certain()
    {
        var companions = Companions.Observed(new FieldSet([Some.Scalar("p", 3, cell => cell)]));

        Assert.Equal(["p", "p_std", "p_q05", "p_q95"], companions.Select(f => f.Name));
        Assert.All(companions["p_std"].ToSingle(), value => Assert.Equal(0, value));
        Assert.Equal(companions["p"].ToSingle(), companions["p_q05"].ToSingle());
        Assert.Equal(companions["p"].ToSingle(), companions["p_q95"].ToSingle());
    }

    [Fact]
    public void The_hidden_stretch_is_a_quarter_until_the_run_is_long_enough_for_the_whole_horizon()
    {
        var options = new ForecastOptions { HorizonSteps = 100, WindowSteps = 128 };

        Assert.Equal(10, Origins.StepsToHide(40, options));
        Assert.Equal(52, Origins.StepsToHide(180, options));
        Assert.Equal(100, Origins.StepsToHide(228, options));
    }

    static double Truth(int cell, double t) => Math.Sin(t + 0.1 * cell);

    // The truth with an error of fixed size that differs from cell to cell and from time to time.
    static FakeEngine Oracle(double error) => new((request, time) =>
        new FieldSet([Some.Scalar("p", 50, cell => Truth(cell, time) + error * new Random(cell * 1000 + (int)(10 * time)).NextDouble()).AsSingle()]));

    static Forecaster Forecaster(Dictionary<string, IContinuationEngine> engines) => new(engines, Options, TimeProvider.System, NullLogger.Instance);

    static Task<Forecast> ForecastAsync(Dictionary<string, IContinuationEngine> engines, int steps = 60)
    {
        var window = Some.Trajectory(Mesh, Enumerable.Range(0, steps).Select(i => 0.2 * i), t => [Some.Scalar("p", 50, cell => Truth(cell, t)).AsSingle()]);
        return Forecaster(engines).ForecastAsync(new(window, []), default);
    }
}

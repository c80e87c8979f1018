using CfdBridge.Baselines;

namespace CfdBridge.Tests.Baselines;

public sealed class RepeatTests
{
    [Theory]
    [InlineData(31.0)]
    [InlineData(30.6)]
    [InlineData(27.37)]
    public async Task A_travelling_wave_goes_on(double period)
    {
        double Wave(int cell, double step) => Runs.Wave(cell, step, period);
        var observed = Runs.Of(46, 40, ("u", Wave));

        var predicted = await Runs.PredictAsync("repeat", observed, 100);

        Assert.InRange(Runs.LargestError(predicted, 46, Wave), 0, 1e-4); // a period right to 2e-4 steps, three periods on
    }

    [Fact]
    public async Task The_note_names_the_period_in_seconds_and_steps()
    {
        var observed = Runs.Of(46, 40, ("u", (cell, step) => Runs.Wave(cell, step, 30.5)));

        var (continuation, _) = await Runs.ContinueAsync(Runs.Engine("repeat"), observed, 1);

        Assert.StartsWith("The flow repeats itself every 3.05 s (30.50 steps)", continuation.Notes.Single());
    }

    [Fact]
    public void One_period_is_found_where_two_fit_as_well()
    {
        var gram = WindowGram.Of(Runs.Of(80, 40, ("u", (cell, step) => Runs.Wave(cell, step, 25))), CancellationToken.None);

        var period = Period.In(gram.TogetherByNoise(), new());

        Assert.Equal(25, period.Steps, 1e-3); // the distance is even about the period, which is a whole number here
    }

    [Fact]
    public void Neighbouring_states_are_not_taken_for_a_return()
    {
        // A slow swing with a small fast wobble: the wobble makes minima of distance at small lags.
        var observed = Runs.Of(70, 30, ("u", (cell, step) => Math.Sin(cell + 2 * Math.PI * step / 40) + 0.02 * Math.Sin(3 * cell + 2 * Math.PI * step / 5)));
        var gram = WindowGram.Of(observed, CancellationToken.None);

        var period = Period.In(gram.Together(), new());

        Assert.Equal(40, period.Steps, 0.1); // the wobble pulls the minimum by less than a tenth of a step
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(32)]
    public async Task Less_than_a_period_and_a_bit_is_refused(int snapshots)
    {
        var observed = Runs.Of(snapshots, 40, ("u", (cell, step) => Runs.Wave(cell, step, 31)));

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Runs.PredictAsync("repeat", observed, 1));

        Assert.Contains($"{snapshots} snapshots", refusal.Message);
    }

    [Fact]
    public async Task A_flow_that_never_returns_is_refused()
    {
        var observed = Runs.Of(40, 40, ("u", (cell, step) => Math.Exp(-0.1 * step) * Math.Sin(cell)));

        await Assert.ThrowsAsync<EngineRefusedException>(() => Runs.PredictAsync("repeat", observed, 1));
    }

    [Fact]
    public void Four_point_interpolation_is_exact_on_cubics()
    {
        var weights = Lagrange.Weights(1.3, 4);

        var value = weights.Select((w, i) => w * (i * i * i - 2.0 * i * i + 5)).Sum();

        Assert.Equal(1.3 * 1.3 * 1.3 - 2 * 1.3 * 1.3 + 5, value, 1e-12); // rounding of a few additions
    }
}

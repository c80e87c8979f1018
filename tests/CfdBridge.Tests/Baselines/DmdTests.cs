using System.Numerics;
using CfdBridge.Baselines;

namespace CfdBridge.Tests.Baselines;

public sealed class DmdTests
{
    [Fact]
    public void The_decay_rate_of_a_Taylor_Green_vortex_is_an_eigenvalue()
    {
        // u = sin(kx) cos(ky) exp(-2 nu k^2 t), [Taylor and Green 1937]; the pressure decays twice as fast.
        const double decay = 0.02;
        var observed = Runs.Of(
            20,
            64,
            ("u", (cell, step) => Math.Sin(2 * Math.PI * (cell % 8) / 8) * Math.Cos(2 * Math.PI * (cell / 8) / 8.0) * Math.Exp(-decay * step)),
            ("p", (cell, step) => 0.25 * (Math.Cos(4 * Math.PI * (cell % 8) / 8) + Math.Cos(4 * Math.PI * (cell / 8) / 8.0)) * Math.Exp(-2 * decay * step)));
        var gram = WindowGram.Of(observed, CancellationToken.None);

        Assert.True(new DelayBasis(gram.Together(), 20, delays: 1).TryModel(3, out var model));

        var sizes = model.Eigenvalues.Select(e => e.Real).Order().ToArray();
        Assert.Equal(Math.Exp(-2 * decay), sizes[0], 1e-5); // single-precision snapshots
        Assert.Equal(Math.Exp(-decay), sizes[1], 1e-5);
        Assert.Equal(1, sizes[2], 1e-9); // the constant
    }

    [Fact]
    public async Task A_decaying_vortex_goes_on_decaying()
    {
        static double Vortex(int cell, double step) => Math.Sin(cell / 3.0) * Math.Exp(-0.02 * step);
        var observed = Runs.Of(20, 64, ("u", Vortex));

        var predicted = await Runs.PredictAsync("dmd", observed, 100);

        Assert.InRange(Runs.LargestError(predicted, 20, Vortex), 0, 1e-4); // an eigenvalue right to 1e-6, to the 100th power
    }

    [Theory]
    [InlineData(31.0)]
    [InlineData(27.37)]
    public async Task A_travelling_wave_goes_on(double period)
    {
        double Wave(int cell, double step) => Runs.Wave(cell, step, period);
        var observed = Runs.Of(46, 40, ("u", Wave));

        var predicted = await Runs.PredictAsync("dmd", observed, 100);

        Assert.InRange(Runs.LargestError(predicted, 46, Wave), 0, 1e-4); // an eigenvalue right to 1e-6, to the 100th power
    }

    [Fact]
    public async Task A_standing_wave_needs_states_of_several_snapshots()
    {
        // One shape whose strength follows two incommensurate oscillations: a single snapshot does not tell where it is in either.
        static double Beat(int cell, double step) => Math.Sin(cell / 5.0) * (Math.Sin(0.31 * step) + 0.5 * Math.Sin(0.47 * step));
        var observed = Runs.Of(60, 40, ("u", Beat));

        var predicted = await Runs.PredictAsync("dmd", observed, 50);

        Assert.InRange(Runs.LargestError(predicted, 60, Beat), 0, 1e-3); // four conjugate modes from a rank-one field in single precision
    }

    [Fact]
    public async Task Growth_is_limited_to_what_the_window_shows()
    {
        static double Growing(int cell, double step) => Math.Sin(cell / 3.0) * Math.Exp(0.05 * step) * Math.Cos(0.5 * step + cell);
        var observed = Runs.Of(40, 40, ("u", Growing));

        var predicted = await Runs.PredictAsync("dmd", observed, 400);

        var largestSeen = observed.Snapshots.Max(s => s.Fields["u"].ToSingle().Max(Math.Abs));
        Assert.InRange(predicted.Max(values => values.Max(Math.Abs)), 0, 2 * largestSeen);
    }

    [Fact]
    public async Task Growth_goes_on_where_the_options_allow_it()
    {
        static double Growing(int cell, double step) => Math.Sin(cell / 3.0) * Math.Exp(0.05 * step) * Math.Cos(0.5 * step + cell);
        var observed = Runs.Of(40, 40, ("u", Growing));

        var (_, predicted) = await Runs.ContinueAsync(new SuperpositionEngine(new Dmd(new() { GrowthPerStep = 2 })), observed, 10);

        var values = predicted.Select(step => step.Members.Single()["u"].ToSingle()).ToArray();
        Assert.InRange(Runs.LargestError(values, 40, Growing), 0, 12 * 1e-3); // a thousandth of the largest value
    }

    [Theory]
    [InlineData(1.2, 0.0)]
    [InlineData(0.98, 0.5)]
    [InlineData(0.5, 0.0)]
    public void A_limit_keeps_the_phase_and_caps_the_size(double real, double imaginary)
    {
        var eigenvalue = new Complex(real, imaginary);

        var limited = EigenvalueLimit.Growing(1).Apply(eigenvalue);

        Assert.Equal(Math.Min(1, eigenvalue.Magnitude), limited.Magnitude, 1e-14);
        Assert.Equal(eigenvalue.Phase, limited.Phase, 1e-14);
    }

    [Fact]
    public void Modes_that_nearly_keep_their_size_are_taken_for_neutral()
    {
        var limit = EigenvalueLimit.Neutral(1);

        var sizes = new[] { 0.5, 0.96, 0.98, 1.02 }.Select(size => limit.Apply(Complex.FromPolarCoordinates(size, 0.3)).Magnitude).ToArray();

        Assert.Equal([0.5, 0.96, 1, 1], sizes.Select(size => Math.Round(size, 12)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Too_few_snapshots_are_refused_with_their_number(int snapshots)
    {
        var observed = Runs.Of(snapshots, 40, ("u", (cell, step) => Runs.Wave(cell, step, 31)));

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Runs.PredictAsync("dmd", observed, 1));

        Assert.Equal($"The window holds {snapshots} snapshots; at least 8 are needed, 4 to fit modes to and 4 to choose between the fits.", refusal.Message);
    }

    [Fact]
    public async Task The_notes_say_how_well_the_hidden_steps_were_predicted_and_which_period_is_strongest()
    {
        var observed = Runs.Of(46, 40, ("u", (cell, step) => Runs.Wave(cell, step, 30.5)));

        var (continuation, _) = await Runs.ContinueAsync(Runs.Engine("dmd"), observed, 1);

        Assert.Contains("predict the last 11 steps to 0.0 % of the fluctuation", continuation.Notes[0]);
        Assert.Equal("The strongest oscillation has a period of 3.05 s (30.50 steps).", continuation.Notes[1]);
    }
}

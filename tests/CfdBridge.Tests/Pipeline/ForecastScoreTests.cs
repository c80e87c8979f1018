using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline;

public sealed class ForecastScoreTests
{
    const int Cells = 24;
    const int Steps = 60;
    const int Period = 20;
    static readonly Mesh Mesh = Some.Mesh(Cells);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(30, 0.9)]
    [InlineData(-75, 0.9)]
    [InlineData(140, 1.2)]
    public void A_wave_ahead_by_some_degrees_and_of_another_height_is_found_to_be_so(double degrees, double height)
    {
        var wake = Scored((step, _) => Wave(step, degrees, height)).Wake();

        Assert.Equal(degrees, wake.PhaseDegrees!.Value, 0.1);
        Assert.Equal(height, wake.Amplitude!.Value, 1e-3);
        Assert.Equal(1, wake.Frequency!.Value, 5e-3); // of three periods the ends still tell
    }

    [Fact]
    public void A_prediction_that_stands_still_has_no_phase_and_no_frequency_and_no_amplitude()
    {
        var wake = Scored((_, _) => Wave(0, 0, 1)).Wake();

        Assert.Equal(new WakeScore(null, 0, null), wake with { Amplitude = Math.Round(wake.Amplitude!.Value, 6) });
    }

    [Fact]
    public void A_prediction_that_drifts_straight_away_has_neither_phase_nor_amplitude()
    {
        var wake = Scored((step, _) => Vector(cell => (1, 0.3 * step * Math.Sin(Place(cell)), 0))).Wake();

        Assert.Equal(new WakeScore(null, null, null), wake);
    }

    [Fact]
    public void A_steady_truth_has_no_wake_to_judge()
    {
        var truth = new WindowTruth([.. Enumerable.Range(0, Steps).Select(step => Some.Snapshot(step, Mesh, Vector(cell => (1, 0.1 * cell, 0))))]);

        Assert.Null(truth.Oscillation);
        Assert.Null(truth.Probe);
    }

    [Theory]
    [InlineData(0.0323)]
    [InlineData(0.11)]
    public void The_frequency_of_a_series_is_found_between_the_bins(double frequency)
    {
        var found = DominantFrequency.Of([.. Enumerable.Range(0, 200).Select(i => 3 + Math.Sin(2 * Math.PI * frequency * i + 0.4))]);

        Assert.Equal(frequency, found!.Value, 2e-3 * frequency);
    }

    [Fact]
    public void Errors_are_held_against_the_norm_and_against_the_fluctuation()
    {
        // The stream is 1 and the wave's rms sqrt(1/2): a wave of twice the height errs by its own rms.
        var errors = Scored((step, _) => Wave(step, 0, 2)).Fields()["U"];

        Assert.All(errors.Relative, error => Assert.Equal(Math.Sqrt(0.5) / Math.Sqrt(1.5), error, 1e-4));
        Assert.All(errors.Fluctuation, error => Assert.Equal(1, error, 1e-4));
        Assert.Equal(Steps, errors.Fluctuation.Count);
    }

    [Fact]
    public void Crps_of_a_gaussian_ensemble_is_the_closed_form()
    {
        const double Deviation = 2, Off = 0.7;
        var random = new Random(3);
        double[] members = [.. Enumerable.Range(0, 200_000).Select(_ => 5 + Deviation * Gaussian(random))];

        // Gneiting and Raftery 2007, eq. 21: s (z (2 F(z) - 1) + 2 f(z) - 1 / sqrt(pi)), here F(0.7) = 0.758036, f(0.7) = 0.312254.
        var expected = Deviation * (Off * (2 * 0.758036 - 1) + 2 * 0.312254 - 1 / Math.Sqrt(Math.PI));
        Assert.Equal(expected, EnsembleTally.Crps(members, 5 + Off * Deviation), 0.01);
    }

    [Fact]
    public void Crps_is_fair_to_few_members()
    {
        var random = new Random(4);
        double Mean(int members) => Enumerable.Range(0, 40_000).Average(_ => EnsembleTally.Crps([.. Enumerable.Range(0, members).Select(_ => Gaussian(random))], Gaussian(random)));

        Assert.Equal(1 / Math.Sqrt(Math.PI), Mean(3), 0.015); // of infinitely many members
        Assert.Equal(2 / Math.Sqrt(Math.PI), Mean(1), 0.015); // the absolute error
    }

    [Fact]
    public void Members_as_good_as_the_truth_cover_it_as_often_as_they_should()
    {
        var score = Tally(members: 10, spread: 1);

        Assert.InRange(score.Coverage!.Value, 0.91, 0.937); // Student's t of 9 degrees within 2: 0.923
        Assert.InRange(score.CalibrationError!.Value, 0, 0.03);
        Assert.InRange(score.SpreadSkill!.Value, 0.97, 1.03);
        Assert.Equal(10, score.Members);
    }

    [Fact]
    public void Members_that_lie_too_close_cover_too_little()
    {
        var score = Tally(members: 10, spread: 0.1);

        Assert.InRange(score.Coverage!.Value, 0.1, 0.25);
        Assert.True(score.CalibrationError > 0.3);
        Assert.InRange(score.SpreadSkill!.Value, 0.08, 0.12);
    }

    [Fact]
    public void What_all_members_lack_counts_to_their_spread()
    {
        var score = Tally(members: 10, spread: 0.1, unresolved: Math.Sqrt(0.99));

        Assert.InRange(score.Coverage!.Value, 0.945, 0.965); // a normal within 2: 0.954
        Assert.InRange(score.SpreadSkill!.Value, 0.98, 1.02);
    }

    [Fact]
    public void One_member_has_its_absolute_error_and_nothing_to_say_of_spread()
    {
        var tally = new EnsembleTally(scale: 2, [0], [1, 3]);
        tally.Add([Some.Scalar("p", 2, _ => 1)], Some.Scalar("p", 2, cell => cell == 0 ? 2 : 1.5));

        // (1 * 1 + 3 * 0.5) / 4 over the rms fluctuation of 2 / sqrt(4).
        Assert.Equal(new EnsembleScore(1, 0.625, null, null, null), tally.Finish());
    }

    static EnsembleScore Tally(int members, double spread, double unresolved = 0)
    {
        const int Rows = 20_000;
        var random = new Random(5);
        var tally = new EnsembleTally(scale: 1, [0], [.. Enumerable.Repeat(1.0, Rows)]);
        tally.Add([.. Enumerable.Range(0, members).Select(_ => Some.Scalar("p", Rows, _ => spread * Gaussian(random)))], Some.Scalar("p", Rows, _ => Gaussian(random)), Some.Scalar("p", Rows, _ => unresolved));
        return tally.Finish();
    }

    static WindowScoring Scored(Func<int, FieldSet, Field> predict)
    {
        Snapshot[] truth = [.. Enumerable.Range(0, Steps).Select(step => Some.Snapshot(step, Mesh, Wave(step, 0, 1)))];
        var scoring = new WindowScoring(new(truth));
        for (var step = 0; step < Steps; step++) scoring.Add([new FieldSet([predict(step, truth[step].Fields)])]);
        return scoring;
    }

    static Field Wave(int step, double ahead, double height) =>
        Vector(cell => (1, height * Math.Sin(Place(cell) - 2 * Math.PI * step / Period - ahead * Math.PI / 180), 0));

    static double Place(int cell) => 2 * Math.PI * cell / Cells;

    static Field Vector(Func<int, (double X, double Y, double Z)> value) => Some.Vector("U", Cells, value);

    static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

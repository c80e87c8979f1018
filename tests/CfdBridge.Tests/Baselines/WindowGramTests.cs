using CfdBridge.Baselines;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

public sealed class WindowGramTests
{
    [Fact]
    public void Products_are_weighted_sums_over_cells_of_the_fluctuations()
    {
        var observed = Runs.Of(6, 3_000, ("u", (cell, step) => Math.Sin(cell * 0.1 + step) + cell));
        var values = observed.Snapshots.Select(s => s.Fields["u"].ToDouble()).ToArray();
        var mean = Enumerable.Range(0, 3_000).Select(cell => values.Average(v => v[cell])).ToArray();
        double Product(int i, int j) => Enumerable.Range(0, 3_000).Sum(cell => (values[i][cell] - mean[cell]) * (values[j][cell] - mean[cell])) / 3_000;

        var (products, _) = FieldGram.Of(observed, 0, CancellationToken.None);

        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++) Assert.Equal(Product(i, j), products[i, j], 1e-12); // the same double sums in another order
        }
    }

    [Fact]
    public void Large_cells_count_more()
    {
        // Two cells, the second three times as long.
        var mesh = new Mesh([0, 0, 0, 1, 0, 0, 4, 0, 0], new CellTable([CellType.Line, CellType.Line], [0, 2, 4], [0, 1, 1, 2]));
        var observed = Some.Trajectory(mesh, [0, 1], time => [Some.Scalar("u", 2, cell => cell == 0 ? 0 : 2 * time)]);

        var (products, _) = FieldGram.Of(observed, 0, CancellationToken.None);

        Assert.Equal(0.75, products[0, 0], 1e-12); // fluctuation 1 in three quarters of the length
    }

    [Fact]
    public void A_large_offset_hides_nothing()
    {
        static double Sound(int cell, double step) => 16 * Math.Sin(cell / 3.0 - step);
        var plain = WindowGram.Of(Runs.Of(20, 50, ("p", Sound)), CancellationToken.None).Together();
        var offset = WindowGram.Of(Runs.Of(20, 50, ("p", (cell, step) => 101_325 + Sound(cell, step))), CancellationToken.None).Together();

        var largest = Enumerable.Range(0, 20).Max(i => Enumerable.Range(0, 20).Max(j => Math.Abs(plain[i, j] - offset[i, j])));

        Assert.InRange(largest, 0, 1e-3); // single precision resolves 0.004 of 16 here
    }

    [Fact]
    public void A_jittering_field_counts_less_where_noise_is_weighed()
    {
        var random = new Random(1);
        var jitter = Enumerable.Range(0, 46 * 40).Select(_ => 0.05 * random.NextDouble()).ToArray();
        var observed = Runs.Of(
            46,
            40,
            ("u", (cell, step) => Runs.Wave(cell, step, 31)),
            ("p", (cell, step) => Runs.Wave(cell + 3, step, 31) + jitter[40 * (int)Math.Round(step) + cell]));
        var gram = WindowGram.Of(observed, CancellationToken.None);

        var (equal, byNoise) = (gram.Together(), gram.TogetherByNoise());

        Assert.Equal(0.5 * (gram.Fields[0][5, 5] + gram.Fields[1][5, 5]), equal[5, 5], 1e-12); // rounding
        Assert.InRange(Math.Abs(byNoise[5, 5] - gram.Fields[0][5, 5]), 0, 0.1 * Math.Abs(gram.Fields[1][5, 5] - gram.Fields[0][5, 5]));
    }
}

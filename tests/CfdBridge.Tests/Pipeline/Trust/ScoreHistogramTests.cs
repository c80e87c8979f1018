using CfdBridge.Pipeline;

namespace CfdBridge.Tests.Pipeline.Trust;

public sealed class ScoreHistogramTests
{
    [Fact]
    public void Of_Gaussian_errors_it_gives_the_quantile_the_coverage_and_the_scores_of_the_Gaussian()
    {
        var histogram = new ScoreHistogram();
        for (var i = 0; i < 20_000; i++)
        {
            var z = Gaussian.HalfWidth((i + 0.5) / 20_000);
            histogram.Add(2 * z, 2, 1); // errors of deviation 2 in units of 2
        }

        Assert.Equal(1.6449, histogram.Quantile(0.9), 0.02);  // bins of 6 %, interpolated
        Assert.Equal(0.9, histogram.Coverage(1.6449), 0.005);
        Assert.Equal(1, histogram.Rms, 0.005);
        Assert.Equal(2 / Math.Sqrt(Math.PI), histogram.Crps(1), 0.01); // closed form for a Gaussian against itself: deviation over the root of pi
        Assert.Equal(Math.Log(2) + 0.5 * Math.Log(2 * Math.PI) + 0.5, histogram.NegativeLogDensity(1), 0.01);
    }

    [Fact]
    public void Large_cells_count_by_their_volume()
    {
        var histogram = new ScoreHistogram();
        histogram.Add(0.1, 1, weight: 9);
        histogram.Add(10, 1, weight: 1);

        Assert.Equal(0.9, histogram.Coverage(1), 1e-9);
        Assert.InRange(histogram.Quantile(0.85), 0.09, 0.12);
    }

    [Fact]
    public void Histograms_pool()
    {
        var (a, b) = (new ScoreHistogram(), new ScoreHistogram());
        a.Add(1, 1, 1);
        b.Add(3, 1, 1);

        a.Add(b);

        Assert.Equal(Math.Sqrt(5), a.Rms, 1e-9);
        Assert.Equal(0.5, a.Coverage(2), 1e-9);
    }
}

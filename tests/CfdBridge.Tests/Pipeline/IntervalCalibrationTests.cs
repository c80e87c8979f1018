using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline;

public sealed class IntervalCalibrationTests
{
    const int Rows = 1000;

    [Fact]
    public void Nine_tenths_of_the_volume_lie_within_the_interval_however_many_small_cells_are_far_off()
    {
        // Half of the cells are off by 1 to 2 and hold a hundredth of the volume, the others by 0 to 1.
        var widths = Calibrated(row => row < Rows / 2 ? 1 + row / 500f : (row - Rows / 2) / 500f, row => row < Rows / 2 ? 0.01 / 500 : 0.99 / 500);

        Assert.Equal(0.9 / 0.99, widths.HalfWidth, 0.005);
        Assert.Equal(Math.Sqrt(0.99 / 3 + 0.01 * 7 / 3), widths.Deviation, 0.005);
    }

    [Fact]
    public void Of_places_without_a_volume_each_counts_alike()
    {
        Assert.Equal(0.901, Calibrated(row => row / 1000f, _ => 0).HalfWidth, 0.0011); // of rank 901 in a thousand
        Assert.Equal(0.901, Calibrated(row => row / 1000f, _ => 3).HalfWidth, 0.0011);
    }

    static (double Deviation, double HalfWidth) Calibrated(Func<int, float> error, Func<int, double> volume)
    {
        var calibration = new IntervalCalibration();
        var truth = new FieldTruth(0, "p", 1, null, new float[Rows], [.. Enumerable.Range(0, Rows).Select(volume)], 1);
        calibration.Add(new(1, [truth]), new([Some.Scalar("p", Rows, row => error(row)).AsSingle()]), [[.. Enumerable.Repeat(1f, Rows)]]);
        return calibration.Finish([1]).At(0, 1, 0);
    }
}

using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Judge = CfdBridge.Native.Tests.Vtk.Judge;

namespace CfdBridge.Native.Tests.EndToEnd;

/// <summary>Sensors in files that VTK wrote, as a user of ParaView has them.</summary>
public sealed class SensorFileTests : IDisposable
{
    const double Tolerated = 0.1; // of a fluctuation: readings are taken for the nearest planes' values, cells are .5 of a radian wide

    readonly TempFolder folder = new();

    public SensorFileTests() => Judge.Python(Judge.Tests("judge", "make_sensors.py"), Directory.CreateDirectory(folder.At("run")).FullName);

    [Theory]
    [InlineData("sensors.vtp.series")] // times by the series
    [InlineData("all.vtp")]            // times by an array
    public void The_whole_field_and_its_uncertainty_come_out_of_a_vtp_of_sensors(string sensors)
    {
        var (code, output, errors) = Bridge.Run(folder.Path, "interpolate", "run/flow.pvd", "--observe", $"run/{sensors}", "--engine", "gappy-pod", "--out", "out");

        Assert.True(code == 0, output + errors);
        var report = WrittenInterpolation.Load(folder.At("out", WrittenInterpolation.FileName));
        var part = Assert.Single(report.Parts);
        Assert.Equal((WrittenInterpolation.Sensors, 16, "gappy-pod"), (report.Kind, report.Steps, part.Engine));
        Assert.Equal(["6 whole steps of a stretch of 6", "one of 4 sensors in turn"], part.LeftOut.Select(trials => trials.LeftOut));
        Assert.All(part.Fields, field => Assert.InRange(field.Expected, 0, Tolerated));
        Assert.All(part.Fields, field => Assert.InRange(field.Coverage90!.Value, 0.6, 1)); // a dozen steps
        var (series, covered, all) = (Judge.Series([folder.At("out", "interpolated.pvd")]).Values.Single(), 0, 0);
        Assert.Equal(part.TimesSeconds, series.Times);
        foreach (var (time, step) in series.Times.Zip(series.Steps, (time, step) => (time, Assert.Single(step).CellData)))
        {
            for (var cell = 0; cell < 240; cell++, all++)
            {
                var truth = 1 + 0.3 * Math.Sin(0.5 * (cell % 24 + 0.5) - time);
                Assert.Equal(truth, step["U"].Values[3 * cell], 0.1);
                covered += step["U_q05"].Values[3 * cell] <= truth && truth <= step["U_q95"].Values[3 * cell] ? 1 : 0;
            }
        }

        Assert.InRange((double)covered / all, 0.75, 1); // 90 % promised, of correlated values
        Assert.Contains("interpolation.html", output, StringComparison.Ordinal);
        var page = File.ReadAllText(folder.At("out", WrittenInterpolation.PageName));
        Assert.Contains("data:image/png;base64", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bare.vtp", "it has places but no arrays")]
    [InlineData("timeless.vtp", "it does not say at what time it was read")]
    public void A_file_that_says_too_little_is_answered_in_words(string sensors, string fact)
    {
        var (code, _, errors) = Bridge.Run(folder.Path, "interpolate", "run/flow.pvd", "--observe", $"run/{sensors}", "--out", "out");

        Assert.Equal(4, code);
        Assert.Contains(fact, errors, StringComparison.Ordinal);
        Assert.Contains(sensors, errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}

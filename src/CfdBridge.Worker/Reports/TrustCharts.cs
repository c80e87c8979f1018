using CfdBridge.Pipeline;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>The curves of a trust report.</summary>
static class TrustCharts
{
    const double MostDrawn = 300; // percent; what is off by more leaves the chart

    /// <summary>Error to expect by lead with its bound, the hindcasts of this engine and of the two best simple methods, and what is tolerated.</summary>
    public static Chart Errors(TrustReport report, TrustedField field)
    {
        IReadOnlyList<(double X, double Y)> Curve(IReadOnlyList<double> values) => [.. values.Select((value, i) => (i + 1.0, 100 * value <= MostDrawn ? 100 * value : double.NaN))];
        IReadOnlyList<double> Hindcast(ReportedEngine engine) => engine.Fields.Single(own => own.Field == field.Field).Fluctuation;
        var served = report.Hindcast.Engines.Where(engine => engine.Error is not null).ToArray();
        var (own, simple) = (served.Single(engine => engine.Engine == report.Engine), served.Where(engine => !engine.Trained && engine.Engine != report.Engine).Take(2));
        Series[] curves =
        [
            new($"expected of {report.Engine}, shaded to its 90 % bound", Curve(field.Expected)),
            new($"{own.Engine} in the hindcast", Curve(Hindcast(own)), field.Expected.Count > 30 ? SeriesStyle.Line : SeriesStyle.Markers),
            .. simple.Select(engine => new Series(engine.Engine, Curve(Hindcast(engine)))),
            new("tolerated", [(1, 100 * report.Tolerance), (report.Steps, 100 * report.Tolerance)], SeriesStyle.Dashed),
        ];
        return new($"Error of {field.Field}", "steps ahead", "% of the fluctuation", false, true, curves)
        {
            Bands = [new(0, [.. field.Expected.Zip(field.Upper).Select((both, i) => (i + 1.0, 100 * both.First, Math.Min(MostDrawn, 100 * both.Second)))])],
        };
    }

    /// <summary>A signal over time, observed and predicted.</summary>
    public static Chart Signal(TrustReport report, ReportedSignal signal)
    {
        double Time(int lead) => report.OriginSeconds + lead * report.SpacingSeconds;
        var observed = signal.Observed.Select((value, i) => (Time(i + 1 - signal.Observed.Count), value)).ToArray();
        return new(Capital(signal.Name), "time, s", signal.Description, false, false,
        [
            new("observed", observed),
            new("predicted, shaded 90 % interval", [observed[^1], .. signal.Predicted.Select((value, i) => (Time(i + 1), value))]),
        ])
        {
            Bands = [new(1, [.. signal.HalfWidths.Select((half, i) => (Time(i + 1), signal.Predicted[i] - half, signal.Predicted[i] + half))])],
        };
    }

    /// <summary>Power of the probe by frequency, observed and predicted.</summary>
    public static Chart Spectrum(ProbeSpectrum spectrum)
    {
        IReadOnlyList<(double X, double Y)> Curve(IReadOnlyList<double> powers) => [.. spectrum.FrequenciesHertz.Zip(powers)];
        return new("Spectrum at the probe", "frequency, 1/s", "power spectral density", false, true, [new("observed", Curve(spectrum.Observed)), new("predicted", Curve(spectrum.Predicted))]);
    }

    /// <summary>What the intervals of the hindcasts held against what they should.</summary>
    public static Chart? Coverage(TrustReport report)
    {
        var calibration = report.Hindcast.Engines.Single(engine => engine.Engine == report.Engine).Calibration;
        if (calibration.Count == 0) return null;
        double[] levels = [.. Enumerable.Range(1, 19).Select(i => 5.0 * i)];
        return new($"Coverage of {report.Engine} in the hindcasts, each origin by the others", "intervals that should hold, %", "did hold, %", false, false,
        [
            .. calibration.Select(field => new Series(field.Field, [.. levels.Zip(field.Reliability, (level, held) => (level, 100 * held))], SeriesStyle.Markers)),
            new("right", [(5, 5), (95, 95)], SeriesStyle.Dashed),
        ]);
    }

    static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

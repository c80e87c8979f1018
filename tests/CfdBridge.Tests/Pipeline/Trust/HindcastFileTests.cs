using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline.Trust;

/// <summary>What stands in a report about errors follows from the files beside it.</summary>
public sealed class HindcastFileTests : IDisposable
{
    const int Steps = 60;
    const double Near = 1e-5; // relative: the file's weights are in single precision
    static readonly ForecastOptions Options = new() { HorizonSteps = 20, WindowSteps = 45 };
    static readonly int[] Components = [3, 1]; // U and p

    readonly TempFolder folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_bound_interval_and_verdict_can_be_made_again_from_the_errors_beside_the_report(bool trained)
    {
        var written = await WriteAsync(trained ? Residuals() : null);

        var report = TrustReport.Load(folder.At(TrustReport.FileName));
        using var file = new SafetensorsReader(folder.At(report.Hindcast.Errors));
        RemadeHindcast Of(string engine) => new(file, engine, Components, report.Steps);
        var own = Of(report.Engine);
        foreach (var (field, f) in report.Fields.Select((field, f) => (field, f)))
        {
            Assert.Equal((own.Known, own.Known, own.Known), (field.Expected.Count, field.Upper.Count, field.HalfWidths.Count));
            for (var lead = 1; lead <= own.Known; lead++)
            {
                Same(own.Expected(lead, f), field.Expected[lead - 1]);
                Same(own.Upper(lead, f), field.Upper[lead - 1]);
                for (var c = 0; c < Components[f]; c++)
                {
                    Same(own.Deviation(lead, f, c), field.Deviations[lead - 1][c]);
                    Same(own.HalfWidth(lead, f, c), field.HalfWidths[lead - 1][c]);
                }
            }

            Assert.Equal(Verdicts(report, own, f), field.Verdicts);
            Assert.Equal(Enumerable.Range(1, report.Steps).Select(lead => lead <= own.Measured ? "measured" : lead <= own.Known ? "extrapolated" : "unknown"), field.Basis);
        }

        int While(params string[] least) => Enumerable.Range(0, report.Steps).TakeWhile(i => report.Fields.All(field => least.Contains(field.Verdicts[i]))).Count();
        Assert.Equal((While("accept"), While("accept", "advisory")), (report.AcceptedSteps, report.AdvisorySteps));
        Assert.InRange(report.AcceptedSteps, 1, report.Steps - 1);
        Assert.StartsWith($"Accepted for {While("accept")} of {report.Steps} steps: the 90 % bound of their error is below 10 % of the fluctuation", report.Headline, StringComparison.Ordinal);
        Assert.Equal(report.AdvisorySteps < report.Steps ? "reject" : "advisory", report.Verdict);
        foreach (var (signal, i) in report.Signals.Select((signal, i) => (signal, i)))
            Assert.All(signal.HalfWidths, (half, lead) => Same(own.SignalHalfWidth(lead + 1, i), half));
        foreach (var step in written) AssertInterval(report, own, step);
    }

    [Fact]
    public async Task Every_figure_of_every_engine_can_be_made_again_from_the_same_file()
    {
        await WriteAsync(null);

        var report = TrustReport.Load(folder.At(TrustReport.FileName));
        using var file = new SafetensorsReader(folder.At(report.Hindcast.Errors));
        var all = report.Hindcast.Engines.ToDictionary(engine => engine.Engine, engine => new RemadeHindcast(file, engine.Engine, Components, report.Steps));
        foreach (var engine in report.Hindcast.Engines)
        {
            var own = all[engine.Engine];
            Same(own.Outlook(report.Steps), engine.Outlook!.Value);
            Same(engine.Fields.SelectMany(field => field.Fluctuation).Average(), engine.Error!.Value);
            foreach (var (field, f) in engine.Fields.Select((field, f) => (field, f)))
            {
                for (var lead = 1; lead <= own.Measured; lead++)
                {
                    Same(own.Error("relative", lead, f), field.Relative[lead - 1]);
                    Same(own.Error("fluctuation", lead, f), field.Fluctuation[lead - 1]);
                    var least = all.Where(other => other.Key != engine.Engine && other.Value.Measured >= lead).Select(other => other.Value.Error("fluctuation", lead, f)).DefaultIfEmpty(0).Min();
                    if (field.Skill[lead - 1] is { } skill) Same(1 - own.Error("fluctuation", lead, f) / least, skill);
                }
            }

            foreach (var (calibrated, f) in engine.Calibration.Select((calibrated, f) => (calibrated, f)))
            {
                var (coverage, sharpness, density, crps, reliability) = own.Calibration(f);
                Same(coverage, calibrated.Coverage90);
                Same(sharpness, calibrated.Sharpness);
                Same(density, calibrated.Nlpd);
                Assert.Equal(crps, calibrated.Crps, 1e-3 * crps); // a table of the normal distribution on either side
                Assert.All(reliability, (held, i) => Assert.Equal(held, calibrated.Reliability[i], 2e-3));
                Assert.Equal(Math.Sqrt(reliability.Select((held, i) => Math.Pow(held - 0.05 * (i + 1), 2)).Average()), calibrated.Rmsce, 2e-3);
                Same(own.Sparsification(f), calibrated.Ause);
            }
        }

        Assert.Equal(report.Hindcast.OriginsSeconds, all[report.Engine].SecondsOfOrigins);
        Assert.All(report.Hindcast.Engines, engine => Assert.Equal(all[engine.Engine].Origins > 1 ? 2 : 0, engine.Calibration.Count));
    }

    public void Dispose() => folder.Dispose();

    // By the table in the README of the pipeline; nothing in these runs is unlike the training or against the physics.
    static IEnumerable<string> Verdicts(TrustReport report, RemadeHindcast own, int field) => Enumerable.Range(1, report.Steps).Select(lead =>
        lead > own.Known || own.Expected(lead, field) >= report.Tolerance ? "reject" : own.Upper(lead, field) < report.Tolerance ? "accept" : "advisory");

    // Of the arrays that go into prediction.pvd: the standard deviation and both quantiles are in one unit at each place.
    static void AssertInterval(TrustReport report, RemadeHindcast own, FieldSet step)
    {
        var lead = (int)step["lead"].ToDouble()[0];
        if (lead > own.Known) return;
        foreach (var (field, f) in report.Fields.Select((field, f) => (field, f)))
        {
            var (mean, std, low, high) = (step[field.Field].ToSingle(), step[field.Field + "_std"].ToSingle(), step[field.Field + "_q05"].ToSingle(), step[field.Field + "_q95"].ToSingle());
            for (var i = 0; i < mean.Length; i++)
            {
                var c = i % Components[f];
                if (c == 2) continue; // nothing moves along z, and nothing is off there
                var half = std[i] / field.Deviations[lead - 1][c] * field.HalfWidths[lead - 1][c];
                Assert.Equal(half, high[i] - (double)mean[i], 1e-6); // single precision, of values about 1
                Assert.Equal(half, mean[i] - (double)low[i], 1e-6);
            }
        }
    }

    static void Same(double made, double reported) => Assert.Equal(made, reported, Near * Math.Max(Math.Abs(made), 1e-9));

    async Task<List<FieldSet>> WriteAsync(ValidationResiduals? stored)
    {
        var window = TravellingWave.Observed(2, Enumerable.Range(0, Steps).Select(i => (double)i), 1);
        var clock = new FakeEngine((request, time) => Clock(request.Observed.Last.TimeSeconds, time));
        var engines = new Dictionary<string, IContinuationEngine> { ["clock"] = stored is null ? clock : new TrainedEngine(clock, stored), ["persistence"] = FakeEngine.Persistence };
        var forecast = await new Forecaster(engines, Options, TimeProvider.System, NullLogger.Instance).ForecastAsync(new(window, []), default);
        var (recorder, written) = (new TrustRecorder(forecast, Options, "/runs/wave"), new List<FieldSet>());
        await foreach (var step in forecast.Steps)
        {
            recorder.Add(step);
            written.Add(new([.. Companions.Predicted(step.Mean, step.Unit, forecast.Spread, step.Lead), Some.Scalar("lead", window.Mesh.CellCount, _ => step.Lead)]));
        }

        recorder.SaveHindcasts(folder.Path);
        recorder.Finish(1).Report.Save(folder.At(TrustReport.FileName));
        return written;
    }

    // The wave, its clock too fast by 3 %.
    static FieldSet Clock(double origin, double time) => TravellingWave.Observed(2, [origin + 1.03 * (time - origin)], 1).Last.Fields;

    // Errors that rise with the lead, nowhere in proportion to those of the run, and other ones for each component.
    static ValidationResiduals Residuals()
    {
        T[] Each<T>(Func<int, T> of) => [.. Enumerable.Range(1, 18).Select(of)];
        FieldResiduals Of(string field, int components) => new(
            field, Each(lead => 0.004 + 0.005 * lead), Each(lead => 1 + 0.01 * lead), Each(lead => 1.2 + 0.02 * lead),
            Each(lead => Enumerable.Range(1, components).Select(c => 0.03 * c + 0.01 * lead).ToArray()), Each(lead => Enumerable.Range(1, components).Select(c => 1 + 0.1 * c).ToArray()),
            Each(lead => Enumerable.Range(1, components).Select(c => 1.6 + 0.1 * c + 0.01 * lead).ToArray()));
        return new("clock", "elsewhere", 9, 1, new(1, new Dictionary<string, double> { ["U"] = 0.1, ["p"] = 0.1 }), [Of("U", 3), Of("p", 1)]);
    }
}

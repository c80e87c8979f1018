using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.Tests.Training;
using CfdBridge.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline.Trust;

public sealed class TrustReportTests : IDisposable
{
    const int Steps = 60;
    static readonly ForecastOptions Options = new() { HorizonSteps = 20, WindowSteps = 45 };

    readonly TempFolder folder = new();

    [Fact]
    public async Task Every_figure_can_be_made_again_from_the_observed_and_the_predicted_steps()
    {
        var window = TravellingWave.Observed(2, Enumerable.Range(0, Steps).Select(i => (double)i), 1);
        var (report, predicted) = await ReportAsync(window);

        var observed = window.Slice(Steps - 45, 45);
        var (own, all) = (report.Hindcast.Engines.Single(engine => engine.Engine == "clock"), report.Hindcast.OriginsSeconds);
        foreach (var (field, f) in report.Fields.Select((field, f) => (field, f)))
        {
            var scale = Math.Sqrt(observed.Snapshots.Average(s => Squares(s.Fields[f].ToSingle(), Mean(observed, f))));
            Assert.Equal(scale, field.Fluctuation * Math.Sqrt(1 / window.Mesh.CellVolumes[0]), 1e-4 * scale); // all cells are as large
            var before = 0.0;
            for (var lead = 1; lead <= report.Hindcast.Hidden; lead++)
            {
                double[] errors = [.. all.Where(origin => origin + lead <= Steps - 1).Select(origin => Math.Sqrt(Squares(Clock(origin, origin + lead)[f].ToSingle(), [.. window.Snapshots[(int)origin + lead].Fields[f].ToSingle().Select(v => (double)v)])) / scale)];
                Assert.Equal(errors.Average(), own.Fields[f].Fluctuation[lead - 1], 1e-4);
                before = Math.Max(before, errors.Average());
                Assert.Equal(before, field.Expected[lead - 1], 1e-4);
            }

            for (var lead = 1; lead <= report.Steps; lead++)
            {
                var known = lead <= field.Expected.Count && field.Expected[lead - 1] < report.Tolerance;
                Assert.Equal(!known ? "reject" : field.Upper[lead - 1] < report.Tolerance ? "accept" : "advisory", field.Verdicts[lead - 1]);
            }
        }

        Assert.Equal(Enumerable.Range(0, report.Steps).TakeWhile(i => report.Fields.All(field => field.Verdicts[i] == "accept")).Count(), report.AcceptedSteps);
        Assert.InRange(report.AcceptedSteps, 1, report.Steps - 1);
        void Checked(string name, Func<FieldSet, double> of)
        {
            var check = report.Physics.Single(check => check.Name == name);
            Assert.Equal(observed.Snapshots.TakeLast(8).Average(s => of(s.Fields)), check.Solver, 1e-5 * check.Solver);
            Assert.All(predicted, (state, i) => Assert.Equal(of(state) / check.Solver, check.Ratio[i], 1e-5));
        }

        Checked("kinetic energy", state => state["U"].ToSingle().Sum(value => (double)value * value) / 2 * window.Mesh.CellVolumes[0]);
        Checked("continuity", state => Divergence(window.Mesh, state["U"].ToSingle()));
        float[] shown = [.. observed.Snapshots.SelectMany(s => s.Fields["p"].ToSingle())];
        Checked("range of p", state => (state["p"].ToSingle().Concat(shown).Max() - (double)state["p"].ToSingle().Concat(shown).Min()) / (shown.Max() - (double)shown.Min()));
        var probe = report.Signals.Single(signal => signal.Name == "probe");
        double At(FieldSet state, int row) => state["U"].ToSingle()[3 * row + 1];
        var rows = Enumerable.Range(0, observed.Last.Fields["U"].Rows).ToArray();
        var place = rows.First(row => observed.Snapshots.Select(s => At(s.Fields, row)).SequenceEqual(probe.Observed));
        double Liveliness(int row) => Variance(window.Snapshots.Select(s => At(s.Fields, row)));
        Assert.Equal(rows.Max(Liveliness), Liveliness(place), 1e-9);
        Assert.Equal(predicted.Select(state => At(state, place)), probe.Predicted);
        Assert.Equal(HashOf(observed), report.Provenance.Window);
        Assert.Equal((45, window.Mesh.Id), (report.Provenance.WindowSteps, report.Provenance.Mesh));
    }

    [Fact]
    public async Task The_file_is_read_back_as_it_was_and_the_page_needs_nothing_from_elsewhere()
    {
        var (report, _) = await ReportAsync(TravellingWave.Observed(2, Enumerable.Range(0, Steps).Select(i => (double)i), 1));
        report = report with { Earlier = new(["An earlier verdict was wrong: <this>."], []) };

        report.Save(folder.At("report.json"));
        new TrustPage().Write(folder.At("report.html"), report, [new("Last observed", "|U|", 2, 1, [1, float.NaN], 0, 1, false)]);

        Assert.Equal(File.ReadAllText(folder.At("report.json")), DescriptionFile.ToJson(TrustReport.Load(folder.At("report.json"))));
        var page = File.ReadAllText(folder.At("report.html"));
        TrainingReportTests.NothingFromElsewhere(Regex.Replace(page, "src=\"data:image/png;base64,[^\"]*\"", ""));
        Assert.Contains("wrong: &lt;this&gt;.", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("An earlier verdict", StringComparison.Ordinal) < page.IndexOf("class=\"headline\"", StringComparison.Ordinal));
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        foreach (var reason in report.Reasons) Assert.Contains(CfdBridge.Training.HtmlPage.Safe(reason), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_left_behind_says_why_in_its_own_row()
    {
        // A simple method that has the motion: the trained one is not tried.
        var engines = new Dictionary<string, IContinuationEngine> { ["exact"] = new FakeEngine((_, time) => Clock(time, time)), ["trained"] = new TrainedEngine(FakeEngine.Persistence, null) };
        var (report, _) = await ReportAsync(TravellingWave.Observed(2, Enumerable.Range(0, Steps).Select(i => (double)i), 1), engines);

        new TrustPage().Write(folder.At("report.html"), report, []);

        var row = report.Hindcast.Engines.Single(engine => engine.Engine == "trained");
        Assert.True(row.Trained);
        Assert.StartsWith("Not tried: exact, a simple method, is off by", row.LeftOut, StringComparison.Ordinal);
        Assert.Equal((row.LeftOut, null), (row.Refusal, row.Error));
        Assert.All(report.Hindcast.Engines.Where(engine => engine != row), engine => Assert.Equal(("", "A fake engine."), (engine.LeftOut, Assert.Single(engine.Notes))));
        Assert.Contains($"<b>trained</b>: {CfdBridge.Training.HtmlPage.Safe(row.LeftOut)}", File.ReadAllText(folder.At("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_run_gives_the_same_report_but_for_its_timing()
    {
        var window = TravellingWave.Observed(2, Enumerable.Range(0, Steps).Select(i => (double)i), 1);
        async Task<string> Again() => DescriptionFile.ToJson(Timeless((await ReportAsync(window)).Report));

        Assert.Equal(await Again(), await Again());
    }

    public void Dispose() => folder.Dispose();

    static TrustReport Timeless(TrustReport report) => report with
    {
        Timing = new(0, 0),
        Hindcast = report.Hindcast with { Engines = [.. report.Hindcast.Engines.Select(engine => engine with { SecondsPerStep = 0 })] },
    };

    static async Task<(TrustReport Report, List<FieldSet> Predicted)> ReportAsync(Trajectory window, Dictionary<string, IContinuationEngine>? engines = null)
    {
        engines ??= new() { ["clock"] = new FakeEngine((request, time) => Clock(request.Observed.Last.TimeSeconds, time)), ["persistence"] = FakeEngine.Persistence };
        var forecast = await new Forecaster(engines, Options, TimeProvider.System, NullLogger.Instance).ForecastAsync(new(window, []), default);
        var (recorder, predicted) = (new TrustRecorder(forecast, Options, "/runs/wave"), new List<FieldSet>());
        await foreach (var step in forecast.Steps)
        {
            recorder.Add(step);
            predicted.Add(step.Mean);
        }

        return (recorder.Finish(1).Report, predicted);
    }

    // The wave, its clock too fast by 3 %.
    static FieldSet Clock(double origin, double time) => TravellingWave.Observed(2, [origin + 1.03 * (time - origin)], 1).Last.Fields;

    static double[] Mean(Trajectory window, int f) => [.. Enumerable.Range(0, window.Last.Fields[f].ToSingle().Length).Select(i => window.Snapshots.Average(s => (double)s.Fields[f].ToSingle()[i]))];

    static double Squares(float[] values, double[] from) => values.Zip(from, (value, other) => (value - other) * (value - other)).Sum();

    static double Variance(IEnumerable<double> values) => values.ToArray() is var all ? all.Average(v => v * v) - all.Average() * all.Average() : 0;

    // Rms of the net flux out of each cell: cubes of 1 m in one layer, nothing but other cells beside them or the open.
    static double Divergence(Mesh mesh, float[] u)
    {
        (int X, int Y) Place(int cell) => ((int)mesh.CellCentres[3 * cell], (int)mesh.CellCentres[3 * cell + 1]);
        var cells = Enumerable.Range(0, mesh.CellCount).ToDictionary(Place);
        double Face(int cell, int axis, int side) => cells.TryGetValue(axis == 0 ? (Place(cell).X + side, Place(cell).Y) : (Place(cell).X, Place(cell).Y + side), out var beside) ? (u[3 * cell + axis] + (double)u[3 * beside + axis]) / 2 : u[3 * cell + axis];
        return Math.Sqrt(cells.Values.Average(cell => Math.Pow(Face(cell, 0, 1) - Face(cell, 0, -1) + Face(cell, 1, 1) - Face(cell, 1, -1), 2)));
    }

    static string HashOf(Trajectory window)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var snapshot in window.Snapshots)
        {
            foreach (var field in snapshot.Fields) hash.AppendData(MemoryMarshal.AsBytes(field.ToSingle().AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.Tests.Training;
using CfdBridge.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class ForecastEvaluationTests : IDisposable
{
    const int Cells = 24;
    const double Spacing = 0.2;
    static readonly Mesh Mesh = Some.Mesh(Cells);

    readonly TempFolder folder = new();

    [Fact]
    public async Task Baselines_are_judged_on_a_small_library_and_reported()
    {
        await CaptureAsync();
        var catalog = new PluginCatalog(new ConfigurationBuilder().Build());
        new CfdBridge.Baselines.BaselinesModule().Register(catalog);
        var engines = catalog.CreateEngines([], new(NullLogger.Instance, TimeProvider.System)); // analog is not set up

        var evaluation = await RunAsync(engines, Group("wave", context: 50, horizon: 40), Group("short", context: 12, horizon: 20));
        ForecastEvaluationReport.Write(folder.Path, evaluation);

        Assert.Equal(2 * 2 * (engines.Count + 1), evaluation.Scores.Count);
        var repeat = evaluation.Scores.Single(score => score is { Group: "wave", Run: "slow", Engine: "repeat" });
        Assert.True(repeat.Fields["U"].Relative.Max() < 1e-3);
        Assert.Equal(1, repeat.Wake.Amplitude!.Value, 1e-2);
        Assert.NotEmpty(evaluation.Scores.Single(score => score is { Group: "short", Run: "slow", Engine: "repeat" }).Refusal);
        var auto = evaluation.Scores.Single(score => score is { Group: "wave", Run: "slow", Engine: "auto" });
        Assert.Contains(auto.Chosen, new[] { "repeat", "dmd" });
        Assert.Equal(evaluation.Scores.Single(score => score.Group == "wave" && score.Run == "slow" && score.Engine == auto.Chosen).Fields, auto.Fields);

        var table = File.ReadAllText(folder.At(ForecastEvaluationReport.TableName));
        Assert.Contains("## wave: 50 snapshots seen, 40 predicted\n", table, StringComparison.Ordinal);
        Assert.Contains("| engine | runs | U 10 | U 40 | U mean | refused |", table, StringComparison.Ordinal);
        Assert.Contains("| repeat | 0/2 | - | - | - | slow at 14 s, fast at 14 s: No state among the 12 snapshots", table, StringComparison.Ordinal);
        var page = File.ReadAllText(folder.At(ForecastEvaluationReport.PageName));
        Assert.Contains("wave: error of U", page, StringComparison.Ordinal);
        TrainingReportTests.NothingFromElsewhere(page);
        Assert.Equal(File.ReadAllText(folder.At(ForecastEvaluation.FileName)), DescriptionFile.ToJson(ForecastEvaluation.Load(folder.At(ForecastEvaluation.FileName))));
    }

    [Fact]
    public async Task Engines_see_the_context_alone_at_its_stride_and_are_told_what_the_group_says()
    {
        await CaptureAsync();

        var requests = await RequestsAsync(Group("all", 6, 4) with { Stride = 2 }, Group("none", 6, 4) with { Known = [] });

        Assert.All(requests, request => Assert.Equal(14, request.Observed.Last.TimeSeconds, 6));
        Assert.Contains(requests, request => request.Observed.Count == 6 && Math.Abs(request.Observed.SpacingSeconds - 2 * Spacing) < 1e-6 && request.Parameters["speed"] == 1);
        Assert.Contains(requests, request => request.Observed.Count == 6 && Math.Abs(request.Observed.SpacingSeconds - Spacing) < 1e-6 && request.Parameters.Count == 0);
    }

    [Fact]
    public async Task Auxiliary_runs_are_those_of_the_window_s_run_in_the_same_library()
    {
        await CaptureAsync();

        var requests = await RequestsAsync(Group("beside", 6, 4) with { Known = [], Auxiliary = Beside("slow", "fast") });

        Assert.Equal(["", folder.At("waves", "fast")], requests.Select(request => string.Join(", ", request.Auxiliary)).Distinct().Order());
    }

    [Theory]
    [InlineData("slow", "it is auxiliary to itself")]
    [InlineData("fsat", "the library has no auxiliary run fsat")]
    public async Task An_auxiliary_run_that_tells_the_truth_or_is_not_there_is_an_error(string beside, string fact)
    {
        await CaptureAsync();

        var failure = await Assert.ThrowsAsync<CaseFormatException>(() =>
            RunAsync(new Dictionary<string, IContinuationEngine> { ["a"] = FakeEngine.Persistence }, Group("wave", 6, 4) with { Auxiliary = Beside("slow", beside) }));

        Assert.Contains(fact, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_refuses_fails_or_predicts_nonsense_is_a_row_with_the_reason()
    {
        await CaptureAsync();

        var evaluation = await RunAsync(new Dictionary<string, IContinuationEngine>
        {
            ["fails"] = new FakeEngine((_, _) => throw new InvalidOperationException("broken")),
            ["nonsense"] = new FakeEngine((_, _) => new FieldSet([Some.Vector("U", Cells, _ => (double.NaN, 0, 0))])),
            ["refuses"] = FakeEngine.Refusing("It needs more."),
        }, Group("wave", 10, 5));

        string Reason(string engine) => evaluation.Scores.First(score => score.Engine == engine).Refusal;
        Assert.Equal("It failed: broken", Reason("fails"));
        Assert.Equal("Its prediction of U is not finite from step 1 on.", Reason("nonsense"));
        Assert.Equal("It needs more.", Reason("refuses"));
        Assert.StartsWith("No engine can continue this run.", Reason("auto"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_judge_promised_is_held_against_what_came_and_kept_with_a_trained_engine()
    {
        await CaptureAsync();
        var engines = new Dictionary<string, IContinuationEngine>
        {
            ["persistence"] = FakeEngine.Persistence,
            ["trained"] = new TrainedEngine(new FakeEngine((request, time) => Wave(time / Spacing + 0.01 * (time - request.Observed.Last.TimeSeconds), 20 / request.Parameters["speed"])), residuals: null),
        };

        var evaluation = await new TrustEvaluator(engines, new(), TimeProvider.System, NullLogger.Instance).RunAsync(folder.At("waves"), new([Group("wave", 40, 20)]), (_, _, _) => { }, default);
        TrustEvaluationReport.Write(folder.Path, evaluation);

        Assert.Equal(4, evaluation.Scores.Count);
        Assert.All(evaluation.Scores, score => Assert.Equal(score.Engine == "trained", score.Chosen));
        Assert.All(evaluation.Scores, score => Assert.Equal(10, score.Measured));
        var residuals = evaluation.ResidualsOf("trained")!;
        Assert.Equal((2, 20), (residuals.Windows, residuals.Fields[0].Expected.Count));
        Assert.Equal(evaluation.Scores.Where(score => score.Engine == "trained").Average(score => score.Fields[0].Error[19]), residuals.Fields[0].Expected[19], 1e-3);
        Assert.Null(evaluation.ResidualsOf("persistence"));
        Assert.Contains("| trained | 2 | U |", File.ReadAllText(folder.At(TrustEvaluationReport.TableName)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slwo", 14, 10, 5, "the library has no such run", "slow")]
    [InlineData("slow", 14.1, 10, 5, "no snapshot stands at time 14.1", "14")]
    [InlineData("slow", 1, 10, 5, "5 snapshots stand up to time 1, the context is 10", "later origin")]
    [InlineData("slow", 23, 10, 9, "5 snapshots stand after time 23, the horizon is 9", "shorter horizon")]
    public async Task A_window_that_does_not_fit_the_library_is_an_error(string run, double origin, int context, int horizon, string fact, string fix)
    {
        await CaptureAsync();
        var group = new WindowGroup("wave", context, horizon, [new(run, origin)]);

        var failure = await Assert.ThrowsAsync<CaseFormatException>(() => RunAsync(new Dictionary<string, IContinuationEngine> { ["a"] = FakeEngine.Persistence }, group));

        Assert.Contains(fact, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fix, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "groups": [] }""", "it has no group")]
    [InlineData("""{ "grups": [] }""", "grups")]
    [InlineData("""{ "groups": [{ "name": "a", "contextSnapshots": 1, "horizonSnapshots": 5, "windows": [{ "run": "slow", "originSeconds": 1 }] }] }""", "the context of a is 1 snapshots")]
    [InlineData("""{ "groups": [{ "name": "a", "contextSnapshots": 4, "horizonSnapshots": 5, "windows": [] }] }""", "a has no window")]
    [InlineData("""{ "groups": [{ "name": "a", "contextSnapshots": 4, "horizonSnapshots": 5, "stride": 0, "windows": [{ "run": "slow", "originSeconds": 1 }] }] }""", "the stride of a is 0")]
    [InlineData("""{ "groups": [{ "name": "a", "contextSnapshots": 4, "horizonSnapshots": 5, "windows": [{ "run": "slow", "originSeconds": 1 }], "auxiliary": { "fast": ["slow"] } }] }""", "a has auxiliary runs for fast and no window of it")]
    public void A_windows_file_that_is_wrong_says_where(string json, string fact)
    {
        folder.Write("windows.json", json);

        var failure = Assert.Throws<CaseFormatException>(() => ForecastWindows.Load(folder.At("windows.json")));

        Assert.Contains(fact, failure.Message, StringComparison.Ordinal);
        Assert.Contains("windows.json", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cylinder-wake", "windows.json", "test")]
    [InlineData("cylinder-wake", "windows-in-context.json", "test")]
    [InlineData("cylinder-wake", "windows-validation.json", "validation")]
    [InlineData("cylinder-wake", "windows-trust.json", "test")]
    [InlineData("cylinder-wake", "windows-trust-validation.json", "validation")]
    [InlineData("bluff-bodies", "windows.json", "test")]
    [InlineData("bluff-bodies", "windows-validation.json", "validation")]
    [InlineData("bluff-bodies", "windows-adapted.json", "validation")]
    [InlineData("cylinder-wake", "windows-adapted.json", "validation")]
    public void The_samples_windows_are_of_the_runs_that_are_kept_for_it(string sample, string file, string split)
    {
        var windows = ForecastWindows.Load(Repository.At("samples", sample, file));

        var kept = File.ReadLines(Repository.At("samples", sample, "members.csv")).Select(line => line.Split(',')).Where(row => row[1] == split).Select(row => row[0]).Order();
        Assert.Equal(kept, windows.Groups.SelectMany(group => group.Windows).Select(window => window.Run).Distinct().Order());
    }

    public void Dispose() => folder.Dispose();

    // What an engine is asked on the windows of the groups.
    async Task<IReadOnlyList<ContinuationRequest>> RequestsAsync(params WindowGroup[] groups)
    {
        var seen = new List<ContinuationRequest>();
        var spy = new FakeEngine((request, _) =>
        {
            seen.Add(request);
            return request.Observed.Last.Fields;
        });
        await RunAsync(new Dictionary<string, IContinuationEngine> { ["spy"] = spy }, groups);
        return [.. seen.Distinct()];
    }

    Task<ForecastEvaluation> RunAsync(IReadOnlyDictionary<string, IContinuationEngine> engines, params WindowGroup[] groups) =>
        new ForecastEvaluator(engines, new() { Auxiliary = ["of the settings, of which a window knows nothing"] }, TimeProvider.System, NullLogger.Instance).RunAsync(folder.At("waves"), new(groups), [], (_, _, _) => { }, default);

    static Dictionary<string, IReadOnlyList<string>> Beside(string run, string other) => new() { [run] = [other] };

    static WindowGroup Group(string name, int context, int horizon) => new(name, context, horizon, [new("slow", 14), new("fast", 14)]);

    static FieldSet Wave(double time, double period) => new([Some.Vector("U", Cells, cell => (1, Math.Sin(2 * Math.PI * (2.0 * cell / Cells - time / period)), 0)).AsSingle()]);

    // Waves of 20 and of 16 snapshots a period; engines cannot tell the first period from the last.
    async Task CaptureAsync()
    {
        foreach (var (name, period) in new[] { ("slow", 20.0), ("fast", 16.0) })
            await ShardWriter.WriteAsync(folder.At("waves", name), name, new Dictionary<string, double> { ["speed"] = 20 / period }, Snapshots(period), new Progress<int>(), default);
    }

    static async IAsyncEnumerable<Snapshot> Snapshots(double period)
    {
        for (var i = 1; i <= 120; i++)
        {
            await Task.Yield();
            var time = i;
            yield return Some.Snapshot(i * Spacing, Mesh, Some.Vector("U", Cells, cell => (1, Math.Sin(2 * Math.PI * (2.0 * cell / Cells - time / period)), 0)));
        }
    }
}

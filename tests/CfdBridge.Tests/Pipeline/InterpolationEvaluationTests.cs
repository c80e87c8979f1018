using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class InterpolationEvaluationTests : IDisposable
{
    const int Cells = 24;
    const double Spacing = 0.2;
    const double Period = 20;
    static readonly Mesh Mesh = Some.Mesh(Cells);

    readonly TempFolder folder = new();

    [Fact]
    public async Task Engines_are_judged_on_what_is_held_back_and_auto_is_the_one_with_the_best_trials()
    {
        await CaptureAsync();
        var engines = new Dictionary<string, IInterpolationEngine>
        {
            ["exact"] = new FakeInterpolation((_, time) => new([Wave(time)])),
            ["still"] = new FakeInterpolation((request, _) => request.Observed.Snapshots[0].Fields),
            ["shy"] = new FakeInterpolation((_, _) => throw new EngineRefusedException("Not today.")),
        };
        var windows = new InterpolationWindows([new("gap", 40, "12+ 8- 20+", [new("slow", 14)])]);

        var evaluation = await new InterpolationEvaluator(engines, new(), TimeProvider.System, NullLogger.Instance).RunAsync(folder.At("waves"), windows, (_, _, _) => { }, default);
        InterpolationEvaluationReport.Write(folder.Path, evaluation);

        InterpolationScore Of(string engine) => evaluation.Scores.Single(score => score.Engine == engine);
        Assert.True(Of("exact").Fields["U"].Fluctuation < 1e-5);
        Assert.True(Of("still").Fields["U"].Fluctuation > 0.5);
        Assert.Contains("Not today.", Of("shy").Refusal, StringComparison.Ordinal);
        Assert.Equal("exact", Of("auto").Chosen);
        Assert.Equal(Of("exact").Fields, Of("auto").Fields);
        Assert.Contains("| auto (exact) |", File.ReadAllText(folder.At(InterpolationEvaluationReport.TableName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_whole_islands_can_be_left_out_the_interval_still_holds()
    {
        await CaptureAsync();
        var engines = new Dictionary<string, IInterpolationEngine> { ["rough"] = new FakeInterpolation((request, time) => new([Wave(time + 0.02 * request.Observed.Snapshots.Min(one => Math.Abs(one.TimeSeconds - time)) / Spacing)])) };

        var evaluation = await new InterpolationEvaluator(engines, new(), TimeProvider.System, NullLogger.Instance).RunAsync(
            folder.At("waves"), new([new("islands", 64, "4+ 16-", [new("slow", 14)])]), (_, _, _) => { }, default);

        Assert.True(Assert.Single(evaluation.Scores).Fields["U"].Coverage > 0.85);
    }

    [Theory]
    [InlineData("16+ 32- 16+", 64, 32)]
    [InlineData("1+ 3-", 9, 3)]
    [InlineData("4+ 16-", 64, 16)]
    public void A_pattern_is_repeated_until_the_snapshots_end(string pattern, int snapshots, int known) =>
        Assert.Equal(known, new InterpolationGroup("a", snapshots, pattern, []).Mask()!.Count(one => one));

    [Theory]
    [InlineData("16 32")]
    [InlineData("+4")]
    [InlineData("0+ 4-")]
    public void A_pattern_that_is_none_is_an_error(string pattern)
    {
        folder.Write("gaps.json", $$"""{ "groups": [{ "name": "a", "snapshots": 40, "pattern": "{{pattern}}", "windows": [{ "run": "slow", "originSeconds": 14 }] }] }""");

        Assert.Contains("16+ 32- 16+", Assert.Throws<CaseFormatException>(() => InterpolationWindows.Load(folder.At("gaps.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaps.json", "test")]
    [InlineData("gaps-validation.json", "validation")]
    public void The_samples_gaps_are_in_the_runs_that_are_kept_for_it(string file, string split)
    {
        var windows = InterpolationWindows.Load(Repository.At("samples", "cylinder-wake", file));

        var kept = File.ReadLines(Repository.At("samples", "cylinder-wake", "members.csv")).Select(line => line.Split(',')).Where(row => row[1] == split).Select(row => row[0]).Order();
        Assert.Equal(kept, windows.Groups.SelectMany(group => group.Windows).Select(window => window.Run).Distinct().Order());
    }

    [Fact]
    public async Task A_rollout_that_dies_away_and_one_that_goes_on_are_told_apart()
    {
        await CaptureAsync();
        var engines = new Dictionary<string, IContinuationEngine>
        {
            ["dies"] = new FakeEngine((_, time) => new([Wave(time, Math.Exp(-time / 40))])),
            ["goes-on"] = new FakeEngine((_, time) => new([Wave(time)])),
        };

        var scores = await new RolloutEvaluator(engines, new()).RunAsync(folder.At("waves"), new([new("wave", 20, 1, [new("slow", 14)])]), 600, (_, _, _) => { }, default);

        var (dies, goesOn) = (scores.Single(score => score.Engine == "dies"), scores.Single(score => score.Engine == "goes-on"));
        Assert.Equal(3, goesOn.Amplitudes.Count);
        Assert.All(goesOn.Amplitudes, amplitude => Assert.Equal(1, amplitude, 0.01));
        Assert.All(goesOn.Frequencies, frequency => Assert.Equal(1, frequency!.Value, 0.01));
        Assert.True(dies.Amplitudes[2] < 0.2);
    }

    public void Dispose() => folder.Dispose();

    Task CaptureAsync() => ShardWriter.WriteAsync(folder.At("waves", "slow"), "slow", new Dictionary<string, double>(), Snapshots(), new Progress<int>(), default);

    static async IAsyncEnumerable<Snapshot> Snapshots()
    {
        for (var i = 1; i <= 120; i++)
        {
            await Task.Yield();
            yield return Some.Snapshot(i * Spacing, Mesh, Wave(i * Spacing));
        }
    }

    static Field Wave(double time, double height = 1) =>
        Some.Vector("U", Cells, cell => (1, height * Math.Sin(2 * Math.PI * (2.0 * cell / Cells - time / Spacing / Period)), 0)).AsSingle();
}

using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class LiveInterpolationTests : IDisposable
{
    static readonly BridgeOptions Options = new() { Forecast = new() { HorizonSteps = 8, EverySteps = 4, WindowSteps = 16 }, Interpolation = new() { BetweenSteps = 1 } };

    readonly TempFolder folder = new();
    readonly FakeSource source = new();
    readonly FakeSink sink = new();
    readonly RunJournal journal;
    readonly SnapshotStore store;
    readonly StepTaker taker;

    public LiveInterpolationTests()
    {
        journal = new(folder.At("journal.db"), TimeProvider.System);
        store = new(folder.At("store"));
        taker = new(source, store, journal, new Settling(TimeSpan.Zero, TimeProvider.System), new(), NullLogger.Instance);
    }

    [Fact]
    public async Task Fields_between_the_steps_stand_among_these_and_are_made_once()
    {
        var between = Between(Options);
        await ObserveAsync(between, 1, 10);
        Assert.Equal(Enumerable.Range(0, 19).Select(i => 1 + 0.5 * i), Times());
        var written = sink.Written.Count;

        await between.CatchUpAsync(last: true, default);

        Assert.Equal(written, sink.Written.Count);
        Assert.All(sink.Written.Where(step => step.Key.StartsWith("interpolated", StringComparison.Ordinal)), step => Assert.True(step.Value.Predicted));
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was()
    {
        await ObserveAsync(Between(Options), 1, 10);

        await ObserveAsync(Between(Options), 11, 16);

        Assert.Equal(Enumerable.Range(0, 31).Select(i => 1 + 0.5 * i), Times());
    }

    [Fact]
    public async Task Every_pass_writes_a_report_that_remembers_those_before_even_after_a_restart()
    {
        var between = Between(Options);
        await ObserveAsync(between, 1, 10);
        var first = WrittenInterpolation.Load(folder.At(WrittenInterpolation.FileName));
        await ObserveAsync(between, 11, 16);
        await ObserveAsync(Between(Options), 17, 22);

        var last = WrittenInterpolation.Load(folder.At(WrittenInterpolation.FileName));
        Assert.Equal((19, 10, 1), (first.Steps, first.SolverSteps, first.Earlier.Count));
        Assert.Equal((43, 22), (last.Steps, last.SolverSteps));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => 16.5 + i), Assert.Single(last.Parts).TimesSeconds);
        Assert.Equal([(8, 1.5, 8.5), (1, 9.5, 9.5), (6, 10.5, 15.5)], last.Earlier.Select(part => (part.Steps, part.FirstSeconds, part.LastSeconds)));
        Assert.Equal((first.Parts[0].Engine, first.Parts[0].Expected), (last.Earlier[1].Engine, last.Earlier[1].Expected));
        Assert.Equal(("a model", "0123"), (last.Parts[0].Model, last.Provenance.ModelSha256));
        Assert.Contains("0123", File.ReadAllText(folder.At(WrittenInterpolation.PageName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_restart_of_the_run_takes_back_leaves_the_report_and_what_led_to_it_is_made_again()
    {
        var between = Between(Options);
        await ObserveAsync(between, 1, 10);
        await ObserveAsync(between, 11, 16);
        source.Put(11, fingerprint: "rewritten", value: 3);

        await ObserveAsync(between, 12, 18);

        var report = WrittenInterpolation.Load(folder.At(WrittenInterpolation.FileName));
        Assert.Equal([8.5, 9.5], report.Earlier.Select(part => part.LastSeconds));
        Assert.Contains(10.5, report.Parts[0].TimesSeconds); // between the last step that stayed and the first new one
    }

    [Fact]
    public async Task Nothing_is_made_where_nobody_asks()
    {
        await ObserveAsync(Between(Options with { Interpolation = new() }), 1, 10);

        Assert.DoesNotContain("interpolated", sink.Published.Keys);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    LiveInterpolation Between(BridgeOptions options)
    {
        var engines = new Dictionary<string, IInterpolationEngine> { ["last"] = new FakeInterpolation((request, _) => request.Observed.Last.Fields) { Model = "a model", ModelSha256 = "0123" } };
        return new(journal, store, new CaseProducts(folder.Path, sink), new(engines, options, TimeProvider.System, NullLogger.Instance), options, TimeProvider.System, NullLogger.Instance) { CasePath = "/runs/case", Page = new InterpolationPage() };
    }

    async Task ObserveAsync(LiveInterpolation between, int first, int last)
    {
        for (var t = first; t <= last; t++) source.Put(t);
        await taker.TakeAsync(default);
        var products = new LiveProducts(
            journal, store, new CaseProducts(folder.Path, sink), new Forecaster(new Dictionary<string, IContinuationEngine> { ["persistence"] = FakeEngine.Persistence }, Options.Forecast, TimeProvider.System, NullLogger.Instance),
            warmStarts: null, Options.Forecast, TimeProvider.System, NullLogger.Instance);
        await products.CatchUpAsync(last: false, default);
        await between.CatchUpAsync(last: false, default);
    }

    IEnumerable<double> Times() => sink.Published["interpolated"].Entries.Select(entry => entry.TimeSeconds);
}

using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
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
        var engines = new Dictionary<string, IInterpolationEngine> { ["last"] = new FakeInterpolation((request, _) => request.Observed.Last.Fields) };
        return new(journal, store, new CaseProducts(folder.Path, sink), new(engines, options, TimeProvider.System, NullLogger.Instance), options, TimeProvider.System, NullLogger.Instance);
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

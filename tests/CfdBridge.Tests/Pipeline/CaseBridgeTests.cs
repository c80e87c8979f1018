using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class CaseBridgeTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly FakeSource source = new();
    readonly FakeSink sink = new();

    [Fact]
    public async Task A_live_run_is_watched_to_its_end_and_continued_from_its_last_step()
    {
        var watching = Open(untilIdle: 3).RunAsync(default); // seconds: longer than a busy machine holds up the writing below
        for (var t = 1; t <= 12; t++)
        {
            source.Put(t);
            await Task.Delay(20);
        }

        await watching.WaitAsync(TimeSpan.FromSeconds(30)); // hang guard

        Assert.Equal(12, sink.Published["truth"].Entries.Count);
        Assert.Equal(13, sink.Published["prediction"].Entries[0].TimeSeconds);
    }

    [Fact]
    public async Task Cancellation_stops_it_and_it_goes_on_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        for (var t = 1; t <= 10; t++) source.Put(t);
        var watching = Open(untilIdle: 0).RunAsync(stop.Token);
        await Task.Delay(300);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        source.Put(11);

        await Open(untilIdle: 0.6).RunAsync(default).WaitAsync(TimeSpan.FromSeconds(30)); // hang guard

        Assert.Equal(11, sink.Published["truth"].Entries.Count);
        Assert.All(source.Reads.Values, reads => Assert.Equal(1, reads));
    }

    [Fact]
    public void Output_inside_the_case_is_refused()
    {
        var failure = Assert.Throws<UsageException>(() => CaseFolder.OutputFor(folder.Path, folder.At("sub")));

        Assert.Contains("inside the watched case", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_output_is_beside_the_case()
    {
        folder.Write("case/x.pvd", "");

        Assert.Equal(folder.At("case-cfdbridge"), CaseFolder.OutputFor(folder.At("case") + "/", ""));
        Assert.Equal(folder.At("case-x-cfdbridge"), CaseFolder.OutputFor(folder.At("case", "x.pvd"), ""));
    }

    [Fact]
    public void A_path_that_no_source_knows_is_answered_with_what_they_expect()
    {
        var failure = Assert.Throws<CaseFormatException>(() => Catalog(_ => false).OpenSource(new(folder.Path, null, []), new(NullLogger.Instance, TimeProvider.System)));

        Assert.Contains("a fake case", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    CaseBridge Open(double untilIdle)
    {
        Directory.CreateDirectory(folder.At("case"));
        var options = new BridgeOptions
        {
            Watch = new() { ScanSeconds = 0.02, UntilIdleSeconds = untilIdle },
            Forecast = new() { HorizonSteps = 5 },
            Output = new() { Sink = "fake" },
        };
        return CaseBridge.Open(folder.At("case"), Catalog(_ => true), options, TimeProvider.System, NullLogger.Instance);
    }

    PluginCatalog Catalog(Func<string, bool> recognises)
    {
        var catalog = new PluginCatalog(new ConfigurationBuilder().Build());
        catalog.AddSource<NoOptions>("fake", "a fake case", recognises, (_, _, _) => source);
        catalog.AddEngine<NoOptions>("persistence", (_, _) => FakeEngine.Persistence);
        catalog.AddSink<NoOptions>("fake", (_, _) => sink);
        return catalog;
    }
}

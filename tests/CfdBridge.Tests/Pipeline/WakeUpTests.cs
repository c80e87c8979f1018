using System.Diagnostics;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class WakeUpTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task A_new_directory_cuts_the_waiting_short()
    {
        using var wakeUp = Open(new() { ScanSeconds = 30, Events = EventMode.On });
        var waiting = wakeUp.WaitAsync([folder.Path], default);
        Directory.CreateDirectory(folder.At("0.5"));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10)); // hang guard, far below the period
    }

    [Fact]
    public async Task Without_events_the_period_alone_decides()
    {
        using var wakeUp = Open(new() { ScanSeconds = 0.3, Events = EventMode.Off });
        var clock = Stopwatch.StartNew();
        var waiting = wakeUp.WaitAsync([folder.Path], default);
        Directory.CreateDirectory(folder.At("0.5"));
        await waiting;

        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(0.29), $"{clock.Elapsed}"); // timers tick in hundredths
    }

    [Fact]
    public async Task A_directory_that_is_gone_does_not_stop_the_watching()
    {
        using var wakeUp = Open(new() { ScanSeconds = 0.05, Events = EventMode.On });

        await wakeUp.WaitAsync([folder.At("gone")], default);
        await wakeUp.WaitAsync([folder.Path], default);
    }

    public void Dispose() => folder.Dispose();

    WakeUp Open(WatchOptions options) => new(folder.Path, options, TimeProvider.System, NullLogger.Instance);
}

using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Waits for the next look at a case: the scan period, cut short by a file-system event. Events are lost silently when
/// directories appear quickly, so they never replace a scan.
/// </summary>
sealed class WakeUp(string casePath, WatchOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50); // one scan for a burst of events

    readonly bool eventsWanted = Wanted(casePath, options, logger);
    readonly SemaphoreSlim happened = new(0);
    readonly Dictionary<string, FileSystemWatcher> watchers = [];

    public async Task WaitAsync(IReadOnlyList<string> directories, CancellationToken cancellationToken)
    {
        if (eventsWanted) Follow(directories);
        using var period = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var elapsed = Task.Delay(TimeSpan.FromSeconds(options.ScanSeconds), time, period.Token);
        var first = await Task.WhenAny(elapsed, happened.WaitAsync(period.Token));
        await period.CancelAsync();
        if (first != elapsed) await Task.Delay(Breath, time, cancellationToken);
        while (happened.CurrentCount > 0) await happened.WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        foreach (var watcher in watchers.Values) watcher.Dispose();
        happened.Dispose();
    }

    void Follow(IReadOnlyList<string> directories)
    {
        foreach (var gone in watchers.Keys.Except(directories).ToArray())
        {
            watchers[gone].Dispose();
            watchers.Remove(gone);
        }

        foreach (var directory in directories.Except(watchers.Keys).ToArray())
        {
            try
            {
                var watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.DirectoryName | NotifyFilters.FileName };
                watcher.Created += (_, _) => Wake();
                watcher.Renamed += (_, _) => Wake();
                watcher.Error += (_, _) => Wake();
                watcher.EnableRaisingEvents = true;
                watchers.Add(directory, watcher);
            }
            catch (Exception failure) when (failure is IOException or ArgumentException)
            {
                // The directory is gone, or the system has no watches left: the scans go on without it.
                Log.EventsOff(logger, directory, failure.Message);
                return;
            }
        }
    }

    void Wake()
    {
        if (happened.CurrentCount == 0) happened.Release();
    }

    static bool Wanted(string casePath, WatchOptions options, ILogger logger)
    {
        var asked = Environment.GetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER") is "1" or "true" ? EventMode.Off : options.Events;
        if (asked == EventMode.Auto && NetworkFileSystem.Holds(casePath))
        {
            Log.EventsOff(logger, casePath, "it lies on a network file system");
            return false;
        }

        return asked != EventMode.Off;
    }
}

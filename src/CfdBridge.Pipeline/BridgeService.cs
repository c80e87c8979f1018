using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>The hosted service: watches every configured case. A case that fails does not stop the others.</summary>
public sealed class BridgeService(BridgeOptions options, PluginCatalog plugins, IHostApplicationLifetime lifetime, ReportPages pages, TimeProvider time, ILogger<BridgeService> logger) : BackgroundService
{
    readonly List<Exception> failures = [];
    readonly EnginePriority priority = new(options.Watch.Cases.Count);

    /// <summary>Why cases stopped, for the exit code.</summary>
    public IReadOnlyList<Exception> Failures => failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // let the host finish its start
        await Task.WhenAll(options.Watch.Cases.Select(path => WatchAsync(path, stoppingToken)));
        lifetime.StopApplication();
    }

    async Task WatchAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await Opened(path).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping; everything on disk is whole.
        }
        catch (Exception failure)
        {
            // What the user can mend is said in a sentence; only our own faults need a trace.
            Log.CaseFailed(logger, path, failure.Message, failure is BridgeException ? null : failure);
            lock (failures) failures.Add(failure);
        }
    }

    CaseBridge Opened(string path)
    {
        try
        {
            return CaseBridge.Open(path, plugins, OptionsFor(path), time, logger, pages, priority);
        }
        catch
        {
            priority.Forgo();
            throw;
        }
    }

    // With several cases, one output folder holds a folder for each.
    BridgeOptions OptionsFor(string path) => options.Watch.Cases.Count > 1 && options.Output.Directory.Length > 0
        ? options with { Output = options.Output with { Directory = Path.Combine(options.Output.Directory, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) + "-cfdbridge") } }
        : options;
}

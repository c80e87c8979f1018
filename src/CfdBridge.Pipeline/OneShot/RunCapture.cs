using System.Runtime.CompilerServices;
using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Captures finished runs, with their parameters, into a library of shards.</summary>
public sealed class RunCapture(PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Captures one run into <c>&lt;library&gt;/&lt;name&gt;</c>.</summary>
    /// <param name="casePath">The case.</param>
    /// <param name="library">Folder of the library.</param>
    /// <param name="name">Name of the run; the case's own if null.</param>
    /// <param name="progress">Told the number of snapshots written.</param>
    /// <exception cref="UsageException">The library has another run of this name.</exception>
    public async Task<ShardDescription> CaptureAsync(string casePath, string library, string? name, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(casePath);
        var run = name ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        var shard = Path.Combine(Path.GetFullPath(library), run);
        if (File.Exists(Path.Combine(shard, ShardDescription.FileName)))
            throw new UsageException("--name", $"the library {library} has a run {run} already", "Choose another name, or delete that run's folder.");

        var source = plugins.OpenSource(options.Watch.Request(path), new(logger, time));
        var steps = await WholeSteps.ListAsync(source, path, options.Watch, time, cancellationToken);
        return await ShardWriter.WriteAsync(shard, run, options.Forecast.Parameters, plugins.ReadNumerics(path, new(logger, time), cancellationToken), LoadAsync(steps, cancellationToken), progress, cancellationToken);
    }

    static async IAsyncEnumerable<Snapshot> LoadAsync(IReadOnlyList<StoredStep> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var step in steps) yield return await step.LoadAsync(cancellationToken);
    }
}

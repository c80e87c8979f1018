using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Fields of a case where they were not written: between its steps, on another mesh, or from sensors.</summary>
public sealed class OneShotInterpolation(PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    readonly PluginContext context = new(logger, time);

    /// <summary>Fields at times; where a step stands at one of them, it is taken as it is.</summary>
    /// <param name="times">Which times are wanted, given those of the steps.</param>
    /// <param name="progress">Told the number of steps written, and of all.</param>
    /// <exception cref="EngineRefusedException">No engine can serve.</exception>
    public async Task<InterpolationResult> AtTimesAsync(string casePath, WantedTimes times, Action<int, int> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(times);
        var started = time.GetTimestamp();
        var (observed, products) = await OpenAsync(casePath, cancellationToken);
        var wanted = times.Of(observed.Snapshots[0].TimeSeconds, observed.Last.TimeSeconds);
        var stages = new TimeStages(observed);
        var parts = await Interpolator().AtTimesAsync(observed, wanted, cancellationToken);
        products.DeleteAllData();
        var written = new List<OutputEntry>();
        foreach (var step in wanted.Select(stages.StepAt).OfType<int>().Distinct().Select(step => observed.Snapshots[step]))
        {
            written.Add(await products.WriteInterpolatedAsync($"{written.Count:D5}", step.TimeSeconds, step.Mesh, Companions.Observed(step.Fields), predicted: false, cancellationToken));
            progress(written.Count, wanted.Count);
        }

        return await WriteAsync(products, parts, observed.Mesh, written, started, progress, cancellationToken);
    }

    /// <summary>The steps of the case at the cells of another mesh.</summary>
    /// <param name="meshPath">A file with the mesh: any that a source can read.</param>
    /// <param name="progress">Told the number of steps written, and of all.</param>
    /// <exception cref="EngineRefusedException">No engine can serve.</exception>
    public async Task<InterpolationResult> OntoAsync(string casePath, string meshPath, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (observed, products) = await OpenAsync(casePath, cancellationToken);
        var mesh = (await FirstAsync(meshPath, cancellationToken)).Mesh;
        if (mesh.CellCount == 0) throw new CaseFormatException(meshPath, "it has no cells", "Give points cells of their own (in ParaView: the filter Convert To Point Cloud).");
        var part = await Interpolator().OntoAsync(observed, mesh, cancellationToken);
        products.DeleteAllData();
        return await WriteAsync(products, [part], mesh, [], started, progress, cancellationToken);
    }

    /// <summary>Whole fields on the mesh of the case at the times of sensor readings.</summary>
    /// <param name="readingsPath">A .csv, or a VTK file or series with points.</param>
    /// <param name="progress">Told the number of steps written, and of all.</param>
    /// <exception cref="EngineRefusedException">No engine can serve.</exception>
    public async Task<InterpolationResult> FromSensorsAsync(string casePath, string readingsPath, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (observed, products) = await OpenAsync(casePath, cancellationToken);
        var readings = Path.GetExtension(readingsPath).Equals(".csv", StringComparison.OrdinalIgnoreCase)
            ? SensorTable.Read(readingsPath, observed.Last.Fields)
            : SensorSeries.Of(readingsPath, await AllAsync(readingsPath, cancellationToken), observed.Last.Fields);
        var part = await Interpolator().FromSensorsAsync(observed, readings, cancellationToken);
        products.DeleteAllData();
        return await WriteAsync(products, [part], observed.Mesh, [], started, progress, cancellationToken);
    }

    Interpolator Interpolator() => new(plugins.CreateInterpolations(options.Interpolation.Asked, context), options, time, logger);

    // All steps on the mesh of the last one, in single precision.
    async Task<(Trajectory Observed, CaseProducts Products)> OpenAsync(string casePath, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(casePath);
        var output = CaseFolder.OutputFor(path, options.Output.Directory);
        if (File.Exists(Path.Combine(output, "journal.db"))) throw new UsageException("--out", $"{output} holds the products of a watched case", "Choose another folder.");
        var steps = await ListAsync(path, options.Watch, cancellationToken);
        var observed = await WholeRun.LoadAsync(steps, (long)options.Forecast.WindowMiB << 20, cancellationToken);
        return (observed, new(output, plugins.CreateSink(options.Output.Sink, context)));
    }

    async Task<Snapshot> FirstAsync(string path, CancellationToken cancellationToken) => await (await ListAsync(path, new() { QuietSeconds = options.Watch.QuietSeconds }, cancellationToken))[0].LoadAsync(cancellationToken);

    async Task<IReadOnlyList<Snapshot>> AllAsync(string path, CancellationToken cancellationToken)
    {
        var all = new List<Snapshot>();
        foreach (var step in await ListAsync(path, new() { QuietSeconds = options.Watch.QuietSeconds }, cancellationToken)) all.Add(await step.LoadAsync(cancellationToken));
        return all;
    }

    Task<IReadOnlyList<StoredStep>> ListAsync(string path, WatchOptions watch, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        return WholeSteps.ListAsync(plugins.OpenSource(watch.Request(path), context), path, watch, time, cancellationToken);
    }

    async Task<InterpolationResult> WriteAsync(CaseProducts products, IReadOnlyList<InterpolatedPart> parts, Mesh mesh, List<OutputEntry> written, long started, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var all = written.Count + parts.Sum(part => part.Count);
        foreach (var part in parts)
        {
            await foreach (var step in part.Steps.WithCancellation(cancellationToken))
            {
                written.Add(await products.WriteInterpolatedAsync($"{written.Count:D5}", step.TimeSeconds, mesh, step.Fields, predicted: true, cancellationToken));
                progress(written.Count, all);
            }
        }

        await products.PublishInterpolatedAsync(written, cancellationToken);
        return new(products.DirectoryPath, parts, written.Count, time.GetElapsedTime(started).TotalSeconds);
    }
}

/// <summary>What an interpolation brought.</summary>
/// <param name="OutputDirectory">Folder of the products.</param>
/// <param name="Parts">Which engine made what, its steps used up.</param>
/// <param name="Steps">Steps written, observed ones among them.</param>
/// <param name="Seconds">Wall-clock seconds, reading and writing included.</param>
public sealed record InterpolationResult(string OutputDirectory, IReadOnlyList<InterpolatedPart> Parts, int Steps, double Seconds);

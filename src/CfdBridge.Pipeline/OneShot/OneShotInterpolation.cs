using Microsoft.Extensions.Logging;
using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>Fields of a case where they were not written: between its steps, on another mesh, or from sensors.</summary>
public sealed class OneShotInterpolation(PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    readonly PluginContext context = new(logger, time);

    /// <summary>Draws the report; without one only its figures are written.</summary>
    public IInterpolationPage? Page { get; init; }

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

        var asked = Invariant($"{wanted.Count} times from {wanted.DefaultIfEmpty().Min():G6} to {wanted.DefaultIfEmpty().Max():G6} s");
        return await WriteAsync(new(casePath, WrittenInterpolation.Times, asked, observed, observed.Mesh, started), products, parts, written, progress, cancellationToken);
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
        var asked = Invariant($"{observed.Count} steps from {observed.Snapshots[0].TimeSeconds:G6} to {observed.Last.TimeSeconds:G6} s at the {mesh.CellCount} cells of {meshPath}");
        return await WriteAsync(new(casePath, WrittenInterpolation.Mesh, asked, observed, mesh, started), products, [part], [], progress, cancellationToken);
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
        var asked = Invariant($"whole fields at {readings.TimesSeconds.Count} times from {readings.TimesSeconds[0]:G6} to {readings.TimesSeconds[^1]:G6} s, from {readings.Count} sensors of {readingsPath}");
        return await WriteAsync(new(casePath, WrittenInterpolation.Sensors, asked, observed, observed.Mesh, started), products, [part], [], progress, cancellationToken);
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

    async Task<InterpolationResult> WriteAsync(Asked asked, CaseProducts products, IReadOnlyList<InterpolatedPart> parts, List<OutputEntry> written, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var (solverSteps, all, recorder) = (written.Count, written.Count + parts.Sum(part => part.Count), new InterpolationRecorder(asked.Observed, asked.Mesh, parts));
        for (var part = 0; part < parts.Count; part++)
        {
            await foreach (var step in parts[part].Steps.WithCancellation(cancellationToken))
            {
                recorder.Add(part, step);
                written.Add(await products.WriteInterpolatedAsync($"{written.Count:D5}", step.TimeSeconds, asked.Mesh, step.Fields, predicted: true, cancellationToken));
                progress(written.Count, all);
            }
        }

        await products.PublishInterpolatedAsync(written, cancellationToken);
        var report = recorder.Finish(Path.GetFullPath(asked.CasePath), asked.Kind, asked.Words, solverSteps, time.GetElapsedTime(asked.Started).TotalSeconds, options.Forecast);
        report.Save(Path.Combine(products.DirectoryPath, WrittenInterpolation.FileName));
        Page?.Write(Path.Combine(products.DirectoryPath, WrittenInterpolation.PageName), report, recorder.Pictures());
        return new(products.DirectoryPath, parts, report, report.Seconds);
    }

    sealed record Asked(string CasePath, string Kind, string Words, Trajectory Observed, Mesh Mesh, long Started);
}

/// <summary>What an interpolation brought.</summary>
/// <param name="OutputDirectory">Folder of the products.</param>
/// <param name="Parts">Which engine made what, its steps used up.</param>
/// <param name="Report">What was written beside them.</param>
/// <param name="Seconds">Wall-clock seconds, reading and writing included.</param>
public sealed record InterpolationResult(string OutputDirectory, IReadOnlyList<InterpolatedPart> Parts, WrittenInterpolation Report, double Seconds);

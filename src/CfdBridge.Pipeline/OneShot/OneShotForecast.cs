using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>One continuation of a case as it stands, without watching it.</summary>
public sealed class OneShotForecast(PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Shows the trust report; null writes its figures alone.</summary>
    public ITrustPage? Page { get; init; }

    /// <summary>Continues a case and writes the products.</summary>
    /// <param name="casePath">The case.</param>
    /// <param name="originSeconds">Time to continue from: the last observed step used is at or before it. Null for the latest.</param>
    /// <param name="progress">Told the number of predicted steps written.</param>
    /// <exception cref="EngineRefusedException">No engine can continue this run.</exception>
    public async Task<OneShotResult> ContinueAsync(string casePath, double? originSeconds, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(casePath);
        var output = CaseFolder.OutputFor(path, options.Output.Directory);
        if (File.Exists(Path.Combine(output, "journal.db")))
            throw new UsageException("--out", $"{output} holds the products of a watched case", "Choose another folder.");

        var started = time.GetTimestamp();
        var context = new PluginContext(logger, time);
        var steps = await ListAsync(path, context, cancellationToken);
        var observed = steps.Where(s => s.TimeSeconds <= (originSeconds ?? double.MaxValue) * (1 + Math.Sign(originSeconds ?? 1) * 1e-9)).ToArray();
        if (observed.Length == 0) throw new UsageException("--from", $"no step stands at or before {originSeconds}", $"The first is at {steps[0].TimeSeconds:G8}.");

        var forecaster = new Forecaster(plugins.CreateEngines(options.Forecast.Asked, context), options.Forecast, time, logger);
        var window = await ObservedWindow.LoadAsync(observed, forecaster.StepsWanted, (long)options.Forecast.WindowMiB << 20, cancellationToken);
        var forecast = await forecaster.ForecastAsync(window, cancellationToken);

        var products = new CaseProducts(output, plugins.CreateSink(options.Output.Sink, context));
        products.DeleteAllData();
        var later = new Queue<StoredStep>(steps.Skip(observed.Length));
        var (truth, prediction, difference) = (new List<OutputEntry>(), new List<OutputEntry>(), new List<OutputEntry>());
        foreach (var step in observed.TakeLast(window.Steps.Count))
        {
            var snapshot = await step.LoadAsync(cancellationToken);
            truth.Add(await products.WriteObservedAsync(truth.Count + 1, snapshot.With(snapshot.Fields.Select(window.Steps.Last.Fields)), cancellationToken));
        }

        var (errors, recorder, continuing) = (new List<LeadSkill>(), new TrustRecorder(forecast, options.Forecast, path), time.GetTimestamp());
        await foreach (var step in forecast.Steps.WithCancellation(cancellationToken))
        {
            await products.WritePredictedAsync(1, step, forecast.Observed.Mesh, forecast.Spread, recorder.Add(step), cancellationToken);
            prediction.Add(products.PredictedEntry(1, step.Lead, step.TimeSeconds));
            if (await TruthAtAsync(later, step.TimeSeconds, forecast.SpacingSeconds, cancellationToken) is { } known)
                difference.Add(await CompareAsync(products, forecast, step, known, errors, cancellationToken));
            progress.Report(step.Lead);
        }

        await products.PublishAsync(truth, prediction, difference, cancellationToken);
        var (report, _) = recorder.Finish(time.GetElapsedTime(continuing).TotalSeconds);
        recorder.SaveHindcasts(output);
        report.Save(Path.Combine(output, TrustReport.FileName));
        Page?.Write(Path.Combine(output, TrustReport.PageName), report, recorder.Pictures);
        return new(output, forecast, report, prediction.Count, prediction[^1].TimeSeconds, errors, time.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Hides the end of a run and lets engines predict it.</summary>
    /// <param name="casePath">The case.</param>
    /// <param name="engineNames">Engines to try; empty for all.</param>
    /// <param name="context">Steps that they see; null for as many as there are, up to the window.</param>
    /// <param name="horizon">Steps to hide; null for the usual share.</param>
    public async Task<HindcastReport> HindcastAsync(string casePath, IReadOnlyList<string> engineNames, int? context, int? horizon, CancellationToken cancellationToken)
    {
        var plugin = new PluginContext(logger, time);
        var steps = await ListAsync(Path.GetFullPath(casePath), plugin, cancellationToken);
        var most = context is { } seen && horizon is { } hide ? seen + hide : options.Forecast.WindowSteps + (horizon ?? options.Forecast.HorizonSteps);
        var window = await ObservedWindow.LoadAsync(steps, most, (long)options.Forecast.WindowMiB << 20, cancellationToken);
        var hidden = horizon ?? Origins.StepsToHide(window.Steps.Count, options.Forecast);
        var used = context ?? Math.Min(options.Forecast.WindowSteps, window.Steps.Count - hidden);
        if (used < 1 || used + hidden > window.Steps.Count)
            throw new UsageException("--context and --horizon", $"{used} and {hidden} steps are asked for, {window.Steps.Count} usable ones are there", "Ask for fewer, or wait for more.");

        var engines = plugins.CreateEngines(engineNames, plugin).Where(e => engineNames.Count == 0 || engineNames.Contains(e.Key)).ToDictionary();
        return await new Hindcast(engines, options.Forecast with { WindowSteps = Math.Max(used, options.Forecast.WindowSteps) }, time, logger).RunAsync(window.Steps, used, hidden, cancellationToken);
    }

    Task<IReadOnlyList<StoredStep>> ListAsync(string path, PluginContext context, CancellationToken cancellationToken)
    {
        var source = plugins.OpenSource(options.Watch.Request(path), context);
        return WholeSteps.ListAsync(source, path, options.Watch, time, cancellationToken);
    }

    static async Task<Snapshot?> TruthAtAsync(Queue<StoredStep> later, double timeSeconds, double spacing, CancellationToken cancellationToken)
    {
        const double SameInstant = 1e-3; // of a spacing
        while (later.Count > 0 && later.Peek().TimeSeconds < timeSeconds - SameInstant * spacing) later.Dequeue();
        return later.Count > 0 && later.Peek().TimeSeconds <= timeSeconds + SameInstant * spacing ? await later.Dequeue().LoadAsync(cancellationToken) : null;
    }

    static async Task<OutputEntry> CompareAsync(CaseProducts products, Forecast forecast, ForecastStep step, Snapshot truth, List<LeadSkill> errors, CancellationToken cancellationToken)
    {
        var predicted = Companions.Predicted(step.Mean, step.Unit, forecast.Spread, step.Lead);
        truth = truth.With(truth.Fields.Select(step.Mean));
        var difference = Companions.Difference(predicted, truth.Fields);
        await products.WriteDifferenceAsync(step.Lead, truth.Mesh, step.TimeSeconds, difference, forecast.Trust.At(step.Lead), cancellationToken);
        errors.AddRange(truth.Fields.Select((field, f) => LeadSkill.Of(step.Lead, step.Mean[f], field, truth.Mesh, forecast.Fluctuations[f])));
        return products.DifferenceEntry(step.Lead, step.TimeSeconds);
    }
}

/// <summary>What a single continuation brought.</summary>
/// <param name="OutputDirectory">Folder of the products.</param>
/// <param name="Forecast">The forecast, its steps used up.</param>
/// <param name="Report">How far it can be believed.</param>
/// <param name="Steps">Predicted steps written.</param>
/// <param name="EndSeconds">Time of the last one.</param>
/// <param name="Errors">Errors against later steps of the same run, where they exist.</param>
/// <param name="Seconds">Wall-clock seconds, reading and writing included.</param>
public sealed record OneShotResult(string OutputDirectory, Forecast Forecast, TrustReport Report, int Steps, double EndSeconds, IReadOnlyList<LeadSkill> Errors, double Seconds);

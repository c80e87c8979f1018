using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Makes states to start from: a step of the run itself, its continuation, a library's, or another mesh's.</summary>
public sealed class WarmStartSources(PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    readonly PluginContext context = new(logger, time);

    /// <summary>A step of the case as the solver wrote it.</summary>
    /// <param name="seconds">Its time; null for the latest.</param>
    public async Task<WarmStartSource> ObservedAsync(string casePath, double? seconds, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(casePath, cancellationToken);
        var step = steps.LastOrDefault(one => one.TimeSeconds <= (seconds ?? double.MaxValue) * (1 + Math.Sign(seconds ?? 1) * 1e-9))
            ?? throw new UsageException("--time", $"no step stands at or before {seconds}", $"The first is at {steps[0].TimeSeconds:G8}.");
        var snapshot = await step.LoadAsync(cancellationToken);
        return new(WarmStartKind.Continue, WarmStartSource.Observed, Label("t", snapshot.TimeSeconds), snapshot.Mesh, snapshot.Fields, snapshot.TimeSeconds, new(Verdict.Accept, "The solver itself wrote this step."), [],
            [MeshGate.Of(snapshot.Mesh, (await steps[^1].LoadAsync(cancellationToken)).Mesh, "The step stands"), NumericsGate.OfSameCase(null, null), SavingGate.OfObserved(steps[^1].TimeSeconds, snapshot.TimeSeconds)], []);
    }

    /// <summary>The run continued: to a time, or until it is developed.</summary>
    /// <param name="seconds">When; null for when its last cycles agree.</param>
    public async Task<WarmStartSource> ContinuedAsync(string casePath, double? seconds, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(casePath, cancellationToken);
        var last = steps[^1].TimeSeconds;
        if (seconds <= last) throw new UsageException("--time", $"the solver has been at {seconds} already; its last step is at {last:G8}", $"Name a later time, or hand over a step as it is: --engine {WarmStartSource.Observed}.");
        var forecaster = new Forecaster(plugins.CreateEngines(options.Forecast.Asked, context), options.Forecast, time, logger);
        var window = await ObservedWindow.LoadAsync(steps, forecaster.StepsWanted, (long)options.Forecast.WindowMiB << 20, cancellationToken);
        var forecast = await forecaster.ForecastAsync(window, cancellationToken);
        var (step, developed, note) = await new DevelopedStep(forecast).TakeAsync(seconds, cancellationToken);
        var judged = WarmStartJudgement.OfContinuation(forecast, step, options.WarmStart);
        if (judged.Verdict == Verdict.Accept && seconds is null && developed is null) judged = new(Verdict.Advisory, note);
        return new(WarmStartKind.Continue, forecast.Engine, Label("t", step.TimeSeconds), forecast.Observed.Mesh, step.Mean, step.TimeSeconds, judged, [],
            [MeshGate.Of(forecast.Observed.Mesh, (await steps[^1].LoadAsync(cancellationToken)).Mesh, "The steps continued stand"), NumericsGate.OfSameCase(null, null), SavingGate.OfContinuation(last, forecast.SpacingSeconds, step.TimeSeconds, developed, options.WarmStart)],
            [.. forecast.Notes, note]);
    }

    /// <summary>A state at parameters that no run of the library has.</summary>
    /// <param name="asked">State engine; empty for the best on hidden runs.</param>
    public async Task<WarmStartSource> PredictedAsync(string casePath, string libraryFolder, string asked, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(casePath, cancellationToken);
        var start = await steps[0].LoadAsync(cancellationToken);
        var mesh = start.Mesh;
        var library = RunLibrary.Read(libraryFolder).On(mesh);
        WarmStartGate[] gates = [MeshGate.Of(library, mesh), .. SolvedAlike([.. library.Runs.Select(run => (run.Name, run.Numerics))], "library", casePath, 1, cancellationToken)];
        var engines = plugins.CreateStateEngines(asked, context);
        var judged = await new StateChoice(engines, library, mesh, options.Forecast.Seed).JudgeAsync(cancellationToken);
        var refusals = new List<string>();
        foreach (var engine in judged)
        {
            try
            {
                var state = await engines[engine.Engine].PredictAsync(new() { Mesh = mesh, Parameters = options.Forecast.Parameters, Runs = library.Runs, Seed = options.Forecast.Seed }, cancellationToken);
                var label = string.Join("-", options.Forecast.Parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Label(one.Key, one.Value)));
                return new(WarmStartKind.Parameter, engine.Engine, label, mesh, state.Fields, null, WarmStartJudgement.OfHiddenRuns(engine, options.WarmStart), judged,
                    [.. gates, SavingGate.OfPrediction(engine, state.Fields, start, options.WarmStart)], [.. state.Notes, .. refusals]);
            }
            catch (EngineRefusedException refusal)
            {
                refusals.Add($"{engine.Engine}: {refusal.Message}");
            }
        }

        throw new EngineRefusedException($"No engine can predict this state. {string.Join(" ", refusals.Distinct())}");
    }

    /// <summary>The last state of a run on another mesh, on the cells of this one.</summary>
    public async Task<WarmStartSource> TransferredAsync(string casePath, string otherCase, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(casePath, cancellationToken);
        var start = await steps[0].LoadAsync(cancellationToken);
        var mesh = start.Mesh;
        var others = await StepsAsync(otherCase, cancellationToken);
        var source = await others[^1].LoadAsync(cancellationToken);
        var fields = await Task.Run(() => CellTransfer.Onto(mesh, source), cancellationToken);
        var otherName = Path.GetFileName(Path.TrimEndingDirectorySeparator(otherCase));
        var numerics = plugins.ReadNumerics(Path.GetFullPath(otherCase), context, cancellationToken);
        var solvedAlike = SolvedAlike([(otherName, numerics)], "other mesh", casePath, (double)mesh.CellCount / source.Mesh.CellCount, cancellationToken);
        return new(WarmStartKind.Mesh, "transferred", Label("from", source.Mesh.CellCount), mesh, fields, null, new(Verdict.Accept, $"The solver itself wrote this state, on {source.Mesh.CellCount} cells."), [],
            [MeshGate.OfTransfer(source.Mesh, mesh), .. solvedAlike, SavingGate.OfTransfer(fields, start)],
            [$"From {source.Mesh.CellCount} cells at time {source.TimeSeconds:G8} of {otherCase} to {mesh.CellCount} cells, by planes through the nearest cells."]);
    }

    WarmStartGate[] SolvedAlike(IReadOnlyList<(string Name, CaseNumerics? Numerics)> sources, string what, string casePath, double finer, CancellationToken cancellationToken)
    {
        var target = plugins.ReadNumerics(Path.GetFullPath(casePath), context, cancellationToken);
        return [NumericsGate.Of(sources, what, target), TimeStepGate.Of(sources, what, target, finer)];
    }

    async Task<IReadOnlyList<StoredStep>> StepsAsync(string casePath, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(casePath);
        return await WholeSteps.ListAsync(plugins.OpenSource(options.Watch.Request(path), context), path, options.Watch, time, cancellationToken);
    }

    static string Label(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name}{value:G6}");
}

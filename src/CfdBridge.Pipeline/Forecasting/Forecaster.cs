using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Chooses an engine by hindcast and continues the run with it.</summary>
public sealed class Forecaster(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    const string SteadyEngine = "persistence";

    readonly HindcastMemory memory = new();

    /// <summary>Steps to load for a forecast: the window, and what the hindcast hides.</summary>
    public int StepsWanted => options.WindowSteps + options.HorizonSteps;

    /// <summary>Prepares a forecast; its steps are generated while they are enumerated.</summary>
    /// <exception cref="EngineRefusedException">No engine can continue this window.</exception>
    public async Task<Forecast> ForecastAsync(ObservedWindow window, CancellationToken cancellationToken)
    {
        if (window.Steps.Count < options.MinimumSteps)
            throw new EngineRefusedException($"{window.Steps.Count} usable steps are too few to continue from, {options.MinimumSteps} are needed (Forecast.MinimumSteps).");

        var notes = new List<string>(window.Notes);
        var candidates = Candidates(window.Steps, notes);
        var judgement = await new Judge(candidates, options, time, logger).JudgeAsync(window.Steps, memory, cancellationToken);
        if (judgement.Chosen is not { } best)
            throw new EngineRefusedException($"No engine can continue this run. {string.Join(" ", judgement.Report.Engines.Select(e => $"{e.Engine}: {(e.Refusal.Length > 0 ? e.Refusal : "its prediction is not finite.")}"))}");

        var seen = window.Steps.Slice(Math.Max(0, window.Steps.Count - options.WindowSteps), Math.Min(options.WindowSteps, window.Steps.Count));
        var continuation = await candidates[best.Name].ContinueAsync(options.Request(seen, options.HorizonSteps), cancellationToken);
        if (candidates.Count > 1) notes.Add(judgement.Reason);
        notes.AddRange(continuation.Notes);
        if (best.Spread.Known > best.Spread.Measured && options.HorizonSteps > best.Spread.Measured)
            notes.Add($"The hindcast reaches {best.Spread.Measured} steps; beyond them the interval is extrapolated by the engine's errors on validation runs.");
        if (options.HorizonSteps > best.Spread.Known)
            notes.Add($"Of the error beyond {best.Spread.Known} steps nothing is known: the interval there is as wide as the flow varies.");
        var (shape, trust) = (SpreadShape.Of(seen), Verdicts.Of(best, options));
        return new(best.Name, notes, judgement.Report, best.Spread, trust, shape, seen, Steps(continuation, shape, cancellationToken)) { Judgement = judgement };
    }

    IReadOnlyDictionary<string, IContinuationEngine> Candidates(Trajectory window, List<string> notes)
    {
        if (options.Engine != ForecastOptions.Auto) return Only(options.Engine);
        if (Steadiness.ChangeLeft(window) is { } change && engines.ContainsKey(SteadyEngine))
        {
            notes.Add($"The run is steady: over the last quarter of the window no field changed by more than {change:E1} of itself. It is continued unchanged.");
            return Only(SteadyEngine);
        }

        return options.Candidates.Count == 0 ? engines : engines.Where(e => options.Candidates.Contains(e.Key)).ToDictionary();
    }

    Dictionary<string, IContinuationEngine> Only(string name) => new() { [name] = engines[name] };

    static async IAsyncEnumerable<ForecastStep> Steps(Continuation continuation, SpreadShape shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lead = 0;
        await foreach (var step in continuation.Steps.WithCancellation(cancellationToken))
            yield return new(++lead, step.TimeSeconds, Ensemble.Mean(step.Members), SpreadUnit.Of(step.Members, shape.Deviations));
    }
}

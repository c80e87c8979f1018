using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Says of every engine how far it can be believed on this run, from this run: hindcasts from several origins, error bounds
/// and intervals calibrated on them, and one engine chosen.
/// </summary>
sealed class Judge(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    readonly Dictionary<string, EngineAssessment?> assessments = [];

    /// <summary>Judges every engine on the end of a window.</summary>
    /// <param name="memory">Of what was judged before on this run.</param>
    public async Task<Judgement> JudgeAsync(Trajectory window, HindcastMemory memory, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        assessments.Clear();
        var origins = memory.Origins(window, Origins.Hidden(Origins.StepsToHide(window.Count, options), options.HindcastOrigins), options);
        var (signals, forces) = memory.SignalsOf(window, options.Viscosity);
        var (report, trials) = await new Hindcast(engines, options, time, logger).RunAsync(window, origins, signals, memory, async trial => (await AssessedAsync(trial.Name, window, cancellationToken))?.Residuals, trial => JudgedAsync(trial, window, cancellationToken), cancellationToken);
        assessments.Clear(); // a model that is tuned on the run is another now
        var judged = new List<JudgedEngine>();
        foreach (var skill in report.Engines) judged.Add(await JudgedAsync(trials.Single(trial => trial.Name == skill.Engine), window, cancellationToken));
        var (chosen, reason) = EngineChoice.Of(judged);
        return new(report, judged, chosen, reason, signals, forces, time.GetElapsedTime(started).TotalSeconds);
    }

    async Task<JudgedEngine> JudgedAsync(EngineTrial trial, Trajectory window, CancellationToken cancellationToken)
    {
        var skill = trial.Skill;
        if (!trial.Serves) return new(skill, [], new(0, 0, []), null, double.PositiveInfinity) { IsTrained = trial.IsTrained, LeftOut = trial.LeftOut };
        var assessment = await AssessedAsync(trial.Name, window, cancellationToken);
        var spread = new SpreadCalibration(trial.Residuals, options.HorizonSteps, window.SpacingSeconds).Of(assessment?.Residuals);
        var outlook = double.IsFinite(skill.Score) ? Outlook.Of(spread, options.HorizonSteps, trial.IsTrained ? ErrorGrowth.AsSoFar : ErrorGrowth.Proportional) : double.PositiveInfinity;
        return new(skill, trial.Residuals, spread, assessment, outlook) { IsTrained = trial.IsTrained, LeftOut = trial.LeftOut };
    }

    async Task<EngineAssessment?> AssessedAsync(string name, Trajectory window, CancellationToken cancellationToken) =>
        assessments.TryGetValue(name, out var known) ? known : assessments[name] = await AssessAsync(name, window, cancellationToken);

    async Task<EngineAssessment?> AssessAsync(string name, Trajectory window, CancellationToken cancellationToken)
    {
        if (engines[name] is not IAssessedEngine trained) return null;
        var seen = window.Slice(Math.Max(0, window.Count - options.WindowSteps), Math.Min(options.WindowSteps, window.Count));
        try
        {
            return await trained.AssessAsync(options.Request(seen, options.HorizonSteps), cancellationToken);
        }
        catch (EngineRefusedException)
        {
            return null; // the hindcast says why
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It can be judged by its hindcast alone, or refuses there.
            Log.EngineFailed(logger, name, failure);
            return null;
        }
    }
}

/// <summary>What the judge found.</summary>
/// <param name="Report">The hindcasts.</param>
/// <param name="Engines">Every engine, in the order of the report.</param>
/// <param name="Chosen">The engine to take; null where none serves.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Signals">Numbers of a state that are followed.</param>
/// <param name="Forces">On the bodies of the mesh; null where it has none.</param>
/// <param name="Seconds">Wall-clock seconds of the judging.</param>
sealed record Judgement(HindcastReport Report, IReadOnlyList<JudgedEngine> Engines, JudgedEngine? Chosen, string Reason, IReadOnlyList<Signal> Signals, BodyForce? Forces, double Seconds);

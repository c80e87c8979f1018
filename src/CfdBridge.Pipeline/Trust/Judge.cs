using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Says of every engine how far it can be believed on this run, from this run: hindcasts from several origins, error bounds
/// and intervals calibrated on them, and one engine chosen.
/// </summary>
sealed class Judge(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Judges every engine on the end of a window.</summary>
    public async Task<Judgement> JudgeAsync(Trajectory window, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var hidden = Origins.Hidden(Origins.StepsToHide(window.Count, options), options.HindcastOrigins);
        var (signals, forces) = Signals.Of(window, options.Viscosity);
        var (report, residuals) = await new Hindcast(engines, options, time, logger).RunAsync(window, hidden, signals, cancellationToken);
        var judged = new List<JudgedEngine>();
        foreach (var skill in report.Engines)
        {
            if (!residuals.TryGetValue(skill.Engine, out var errors))
            {
                judged.Add(new(skill, [], new(0, 0, []), null, double.PositiveInfinity));
                continue;
            }

            var assessment = await AssessAsync(skill.Engine, window, cancellationToken);
            var spread = new SpreadCalibration(errors, options.HorizonSteps, window.SpacingSeconds).Of(assessment?.Residuals);
            var trained = engines[skill.Engine] is IAssessedEngine;
            var outlook = double.IsFinite(skill.Score) ? Outlook.Of(spread, options.HorizonSteps, trained ? ErrorGrowth.AsSoFar : ErrorGrowth.Proportional) : double.PositiveInfinity;
            judged.Add(new(skill, errors, spread, assessment, outlook) { IsTrained = trained });
        }

        var (chosen, reason) = EngineChoice.Of(judged);
        return new(report, judged, chosen, reason, signals, forces, time.GetElapsedTime(started).TotalSeconds);
    }

    async Task<EngineAssessment?> AssessAsync(string name, Trajectory window, CancellationToken cancellationToken)
    {
        if (engines[name] is not IAssessedEngine trained) return null;
        var seen = window.Slice(Math.Max(0, window.Count - options.WindowSteps), Math.Min(options.WindowSteps, window.Count));
        try
        {
            return await trained.AssessAsync(options.Request(seen, options.HorizonSteps), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It has served in the hindcast: it can be judged by that alone.
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

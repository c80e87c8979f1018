using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>One engine in the hindcasts: its errors by origin, or why it has none.</summary>
sealed class EngineTrial(string name, IContinuationEngine engine, HindcastUnits units, HindcastMemory memory, TimeProvider time, ILogger logger)
{
    readonly List<OriginResiduals> residuals = [];
    IReadOnlyList<string> notes = [];
    TimeSpan busy;
    int made;
    string refusal = "";

    public string Name => name;

    public bool IsTrained => engine is IAssessedEngine;

    /// <summary>By origin, earliest first.</summary>
    public IReadOnlyList<OriginResiduals> Residuals => [.. residuals.OrderBy(one => one.OriginSeconds)];

    /// <summary>Why it is not tried any further, in words; empty while it is.</summary>
    public string LeftOut { get; set; } = "";

    public bool Serves => refusal.Length == 0 && residuals.Count > 0;

    /// <summary>Mean error over the fluctuation; infinite for one that does not serve.</summary>
    public double Score => Skill.Score;

    public EngineSkill Skill
    {
        get
        {
            if (!Serves) return EngineSkill.Refused(name, refusal.Length > 0 ? refusal : LeftOut);
            var skills = Pooled(residuals);
            var score = skills.Any(skill => !double.IsFinite(skill.FluctuationError)) ? double.PositiveInfinity : skills.Average(skill => skill.FluctuationError);
            return new(name, "", score, made == 0 ? 0 : busy.TotalSeconds / made, skills, LeftOut.Length > 0 ? [.. notes, LeftOut] : notes);
        }
    }

    /// <summary>Predicts from an origin, unless it has done so before.</summary>
    /// <param name="mayRefuse">Whether it stays in the game if it refuses: later origins show it more.</param>
    public async Task AtAsync(HindcastOrigin origin, Effort effort, bool mayRefuse, CancellationToken cancellationToken)
    {
        if (refusal.Length > 0) return;
        try
        {
            if (memory.Of(name, origin, units) is not { } known) memory.Keep(name, origin, units, known = await PredictAsync(origin, effort, cancellationToken));
            residuals.Add(known);
        }
        catch (EngineRefusedException) when (mayRefuse)
        {
        }
        catch (EngineRefusedException refused)
        {
            refusal = refused.Message;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One broken engine must not stop the others; it is reported, and never chosen.
            Log.EngineFailed(logger, name, failure);
            refusal = $"It failed: {failure.Message}";
        }
    }

    async Task<OriginResiduals> PredictAsync(HindcastOrigin origin, Effort effort, CancellationToken cancellationToken)
    {
        var (leads, sparsification) = (new List<StepResiduals>(), (IReadOnlyList<double>)[]);
        var followed = units.Signals.Select(_ => new double[origin.Truth.Length]).ToArray();
        var started = time.GetTimestamp();
        var continuation = await engine.ContinueAsync(units.Options.Request(origin.Seen, origin.Truth.Length, effort), cancellationToken);
        await foreach (var step in continuation.Steps.WithCancellation(cancellationToken))
        {
            busy += time.GetElapsedTime(started);
            if (leads.Count == origin.Truth.Length) break;
            var (mean, unit, truth) = (Ensemble.Mean(step.Members), SpreadUnit.Of(step.Members, origin.Shape), origin.Truth[leads.Count]);
            for (var i = 0; i < followed.Length; i++) followed[i][leads.Count] = units.Signals[i].Of(mean) - units.Signals[i].Of(truth.Fields);
            leads.Add(StepResiduals.Of(leads.Count + 1, mean, unit, truth, units.Fluctuations));
            if (leads.Count == origin.Truth.Length) sparsification = Sparsification.Area(mean, truth.Fields, unit);
            started = time.GetTimestamp();
        }

        if (leads.Count < origin.Truth.Length) throw new EngineRefusedException($"It made {leads.Count} of {origin.Truth.Length} steps.");
        (notes, made) = (continuation.Notes, made + leads.Count);
        return new(origin.Seconds, leads, sparsification, followed);
    }

    // At each lead the mean over the origins that reach it.
    static List<LeadSkill> Pooled(IReadOnlyList<OriginResiduals> residuals) =>
    [
        .. residuals.SelectMany(origin => origin.Leads).SelectMany(lead => lead.Skills).GroupBy(skill => (skill.Lead, skill.Field)).OrderBy(same => same.Key.Lead)
            .Select(same => new LeadSkill(same.Key.Lead, same.Key.Field, same.Average(s => s.RelativeL2), same.Average(s => s.FluctuationError))),
    ];
}

/// <summary>What all engines are measured in.</summary>
/// <param name="Options">What is asked of them.</param>
/// <param name="Fluctuations">By field: rms fluctuation over the window. One for all origins: a few hidden steps of a slow motion would seem to hold none.</param>
/// <param name="Signals">Numbers of a state that are followed too.</param>
sealed record HindcastUnits(ForecastOptions Options, IReadOnlyList<double> Fluctuations, IReadOnlyList<Signal> Signals);

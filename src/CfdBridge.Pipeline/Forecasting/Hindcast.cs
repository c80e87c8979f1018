using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Hides the end of the observed window, from several origins, and lets engines predict it.</summary>
public sealed class Hindcast(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Predicts the last <paramref name="hidden"/> steps from the <paramref name="context"/> steps before them.</summary>
    public async Task<HindcastReport> RunAsync(Trajectory window, int context, int hidden, CancellationToken cancellationToken) =>
        (await RunAsync(window.Slice(window.Count - hidden - context, context + hidden), [hidden], [], cancellationToken)).Report;

    /// <summary>Predicts the ends of the window from several origins.</summary>
    /// <param name="hidden">Steps hidden at each, most first.</param>
    /// <param name="signals">Numbers of a state that are followed too.</param>
    /// <returns>The report, and the residuals of each serving engine by origin.</returns>
    internal async Task<(HindcastReport Report, IReadOnlyDictionary<string, IReadOnlyList<OriginResiduals>> Residuals)> RunAsync(Trajectory window, IReadOnlyList<int> hidden, IReadOnlyList<Signal> signals, CancellationToken cancellationToken)
    {
        // One scale for all origins: a few hidden steps of a slow motion would seem to hold no fluctuation.
        double[] fluctuations = [.. window.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale([.. window.Snapshots.TakeLast(options.WindowSteps)], f))];
        var origins = hidden.Select(hide => new Origin(window, hide, options.WindowSteps)).ToArray();
        var (skills, residuals) = (new List<EngineSkill>(), new Dictionary<string, IReadOnlyList<OriginResiduals>>());
        foreach (var (name, engine) in engines.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            try
            {
                var (skill, errors) = await TryAsync(name, engine, origins, fluctuations, signals, cancellationToken);
                skills.Add(skill);
                residuals[name] = errors;
            }
            catch (EngineRefusedException refusal)
            {
                skills.Add(EngineSkill.Refused(name, refusal.Message));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One broken engine must not stop the others; it is reported, and never chosen.
                Log.EngineFailed(logger, name, failure);
                skills.Add(EngineSkill.Refused(name, $"It failed: {failure.Message}"));
            }
        }

        var first = origins[0];
        return (new(first.Seen.Last.TimeSeconds, first.Seen.Count, first.Truth.Length, [.. origins.Select(o => o.Seen.Last.TimeSeconds)], [.. skills.OrderBy(s => s.Score)]), residuals);
    }

    async Task<(EngineSkill, IReadOnlyList<OriginResiduals>)> TryAsync(string name, IContinuationEngine engine, Origin[] origins, double[] fluctuations, IReadOnlyList<Signal> signals, CancellationToken cancellationToken)
    {
        var (residuals, notes, busy, made) = (new List<OriginResiduals>(), (IReadOnlyList<string>)[], TimeSpan.Zero, 0);
        foreach (var origin in origins)
        {
            var (leads, followed, sparsification) = (new List<StepResiduals>(), signals.Select(_ => new double[origin.Truth.Length]).ToArray(), (IReadOnlyList<double>)[]);
            var started = time.GetTimestamp();
            Continuation continuation;
            try
            {
                continuation = await engine.ContinueAsync(options.Request(origin.Seen, origin.Truth.Length), cancellationToken);
            }
            catch (EngineRefusedException) when (origin == origins[0] && origins.Length > 1)
            {
                continue; // it may serve from a later origin, which shows it more
            }

            await foreach (var step in continuation.Steps.WithCancellation(cancellationToken))
            {
                busy += time.GetElapsedTime(started);
                if (leads.Count == origin.Truth.Length) break;
                var (mean, unit, truth) = (Ensemble.Mean(step.Members), SpreadUnit.Of(step.Members, origin.Shape), origin.Truth[leads.Count]);
                for (var i = 0; i < signals.Count; i++) followed[i][leads.Count] = signals[i].Of(mean) - signals[i].Of(truth.Fields);
                leads.Add(StepResiduals.Of(leads.Count + 1, mean, unit, truth, fluctuations));
                if (leads.Count == origin.Truth.Length) sparsification = Sparsification.Area(mean, truth.Fields, unit);
                started = time.GetTimestamp();
            }

            if (leads.Count < origin.Truth.Length) throw new EngineRefusedException($"It made {leads.Count} of {origin.Truth.Length} steps.");
            (notes, made) = (continuation.Notes, made + leads.Count);
            residuals.Add(new(origin.Seen.Last.TimeSeconds, leads, sparsification, followed));
        }

        var skills = Pooled(residuals);
        var score = skills.Any(s => !double.IsFinite(s.FluctuationError)) ? double.PositiveInfinity : skills.Average(s => s.FluctuationError);
        return (new(name, "", score, busy.TotalSeconds / made, skills, notes), residuals);
    }

    // At each lead the mean over the origins that reach it.
    static List<LeadSkill> Pooled(IReadOnlyList<OriginResiduals> residuals) =>
    [
        .. residuals.SelectMany(origin => origin.Leads).SelectMany(lead => lead.Skills).GroupBy(skill => (skill.Lead, skill.Field)).OrderBy(same => same.Key.Lead)
            .Select(same => new LeadSkill(same.Key.Lead, same.Key.Field, same.Average(s => s.RelativeL2), same.Average(s => s.FluctuationError))),
    ];

    sealed class Origin(Trajectory window, int hidden, int most)
    {
        public Trajectory Seen { get; } = window.Slice(Math.Max(0, window.Count - hidden - most), Math.Min(most, window.Count - hidden));

        public Snapshot[] Truth { get; } = [.. window.Snapshots.TakeLast(hidden)];

        public FieldSet Shape => shape.Value;

        readonly Lazy<FieldSet> shape = new(() => SpreadShape.Of(window.Slice(Math.Max(0, window.Count - hidden - most), Math.Min(most, window.Count - hidden))).Deviations);
    }
}

using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Keeps a watched case's products level with its journal: writes new truth, scores earlier predictions against it, and
/// continues the run when enough new steps have come. Everything it does follows from the journal, so it can be killed
/// at any instant and started again.
/// </summary>
sealed class LiveProducts(RunJournal journal, SnapshotStore store, CaseProducts products, Forecaster forecaster, LiveWarmStart? warmStarts, ForecastOptions options, TimeProvider time, ILogger logger)
{
    readonly StoredForecasts forecasts = new(store);
    readonly HashSet<long> settled = []; // steps whose truth is written and compared with every earlier prediction

    (long Step, FieldSet Fields) layout = (-1, new FieldSet([]));
    readonly HashSet<string> warned = [];
    (TrustReport Report, IReadOnlyList<SlicePicture> Pictures)? published;

    /// <summary>The case, as the report names it.</summary>
    public string CasePath { get; init; } = "";

    /// <summary>Shows the report; null writes its figures alone.</summary>
    public ITrustPage? Page { get; init; }

    /// <summary>Removes what a crash left half made.</summary>
    public void Recover()
    {
        foreach (var continuation in journal.Continuations().Where(c => c.State == ContinuationState.Writing))
            Discard(continuation, ContinuationState.Withdrawn);
    }

    /// <summary>One pass. <paramref name="last"/> asks for a continuation from the very last step.</summary>
    public async Task CatchUpAsync(bool last, CancellationToken cancellationToken)
    {
        var timeline = journal.Timeline();
        if (timeline.Count == 0) return;
        foreach (var withdrawn in journal.Continuations().Where(c => c.State == ContinuationState.Withdrawn)) Discard(withdrawn, ContinuationState.Pruned);
        await WriteTruthAsync(timeline, cancellationToken);
        await PublishAsync(timeline, cancellationToken);
        if (IsDue(timeline, last)) await ContinueAsync(timeline, cancellationToken);
    }

    async Task WriteTruthAsync(IReadOnlyList<StepRecord> timeline, CancellationToken cancellationToken)
    {
        var fresh = timeline.Where(step => !settled.Contains(step.Id)).ToArray();
        if (fresh.Length == 0) return;
        var (scored, newlyScored) = (journal.Scores().Select(s => s.Step).ToHashSet(), false);
        var predictions = journal.Continuations().Where(c => c.State is ContinuationState.Published or ContinuationState.Replaced).ToArray();
        foreach (var step in fresh)
        {
            var earlier = predictions.Where(c => c.OriginStep < step.Id && c.OriginSeconds < step.TimeSeconds).ToArray();
            var unscored = earlier.Length > 0 && !scored.Contains(step.Id);
            if (unscored || !products.HasObserved(step.Id))
            {
                var truth = Load(timeline, step);
                await products.WriteObservedAsync(step.Id, truth, cancellationToken);
                if (unscored) await ScoreAsync(step, truth, earlier, cancellationToken);
                newlyScored |= unscored;
            }

            settled.Add(step.Id);
        }

        if (newlyScored) WriteReport();
    }

    // Every prediction of this instant is scored; the newest one made before it is the one shown in `difference`.
    async Task ScoreAsync(StepRecord step, Snapshot truth, ContinuationRecord[] predictions, CancellationToken cancellationToken)
    {
        foreach (var continuation in predictions)
        {
            var summary = ForecastSummary.FromJson(continuation.Summary);
            if (forecasts.At(continuation, step.TimeSeconds, summary.Spread) is not { } predicted) continue;
            var difference = Companions.Difference(predicted.Fields, truth.Fields);
            if (continuation == predictions[^1]) await products.WriteDifferenceAsync(step.Id, truth.Mesh, step.TimeSeconds, difference, summary.Trust.At(predicted.Lead), cancellationToken);
            for (var f = 0; f < truth.Fields.Count; f++)
            {
                var skill = LeadSkill.Of(predicted.Lead, predicted.Fields[Companions.MeanPlace(f)], truth.Fields[f], truth.Mesh, summary.Fluctuations[f]);
                journal.Score(continuation.Id, step.Id, skill);
                Log.Scored(logger, continuation.OriginSeconds, skill.Field, skill.RelativeL2);
            }
        }
    }

    // Products have the fields of the run's first step throughout; what appears later stays in the store.
    Snapshot Load(IReadOnlyList<StepRecord> timeline, StepRecord step)
    {
        if (layout.Step != timeline[0].Id) layout = (timeline[0].Id, store.Load(timeline[0].Stored).Fields);
        var snapshot = store.Load(step.Stored);
        return snapshot.With(snapshot.Fields.Select(layout.Fields));
    }

    bool IsDue(IReadOnlyList<StepRecord> timeline, bool last)
    {
        var newest = journal.Continuations().LastOrDefault(c => c.State == ContinuationState.Published);
        var fresh = newest is null ? timeline.Count : timeline.Count(s => s.TimeSeconds > newest.OriginSeconds);
        return timeline.Count >= options.MinimumSteps && fresh > 0 && (last || newest is null || fresh >= options.StepsBetween);
    }

    async Task ContinueAsync(IReadOnlyList<StepRecord> timeline, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var scope = LogScope.Step(logger, timeline[^1].TimeSeconds);
        Forecast forecast;
        try
        {
            var steps = timeline.Select(s => new StoredStep(s.TimeSeconds, _ => Task.FromResult(Load(timeline, s)))).ToArray();
            var window = await ObservedWindow.LoadAsync(steps, forecaster.StepsWanted, (long)options.WindowMiB << 20, cancellationToken);
            forecast = await forecaster.ForecastAsync(window, cancellationToken);
        }
        catch (EngineRefusedException refusal)
        {
            Log.NotContinued(logger, refusal.Message);
            return;
        }

        var recorder = new TrustRecorder(forecast, options, CasePath);
        var id = journal.Begin(timeline[^1], forecast.SpacingSeconds, options.HorizonSteps, forecast.Engine);
        forecasts.SaveShape(id, forecast.Shape, forecast.Observed);
        var following = warmStarts?.Follow(forecast);
        await foreach (var step in forecast.Steps.WithCancellation(cancellationToken))
        {
            following?.See(step);
            forecasts.Save(id, step, forecast.Observed.Mesh, forecast.Shape);
            await products.WritePredictedAsync(id, step, forecast.Observed.Mesh, forecast.Spread, recorder.Add(step), cancellationToken);
        }

        var seconds = time.GetElapsedTime(started).TotalSeconds;
        var (report, trust) = recorder.Finish(seconds - forecast.JudgingSeconds);
        var summary = new ForecastSummary(forecast.Engine, forecast.Notes, forecast.Hindcast, forecast.Spread, trust, forecast.Fluctuations, seconds, options.Seed);
        journal.Publish(id, summary.ToJson());
        published = (report, recorder.Pictures);
        recorder.SaveHindcasts(products.DirectoryPath);
        WriteReport();
        await PublishAsync(timeline, cancellationToken);
        Prune(timeline[^1].TimeSeconds);
        foreach (var note in forecast.Notes) Log.ForecastNote(logger, note);
        Log.Continued(logger, options.HorizonSteps, forecast.Observed.Last.TimeSeconds + options.HorizonSteps * forecast.SpacingSeconds, forecast.Engine, seconds, forecast.Hindcast.Hidden, forecast.Hindcast.Engines.First(e => e.Engine == forecast.Engine).Score, report.Headline);
        if (following is not null) await following.EndAsync(cancellationToken);
    }

    // The newest continuation's report, with what has become of the earlier ones.
    void WriteReport()
    {
        var path = Path.Combine(products.DirectoryPath, TrustReport.FileName);
        if ((published ?? OnDisk(path)) is not { } newest) return;
        published = newest;
        var report = newest.Report with { Earlier = EarlierScoring.Of(journal) };
        report.Save(path);
        Page?.Write(Path.Combine(products.DirectoryPath, TrustReport.PageName), report, newest.Pictures);
        foreach (var wrong in report.Earlier.Wrong) if (warned.Add(wrong)) Log.VerdictWrong(logger, wrong);
    }

    // What cannot be read is of an earlier version: the next continuation writes it anew.
    (TrustReport Report, IReadOnlyList<SlicePicture> Pictures)? OnDisk(string path)
    {
        try
        {
            return File.Exists(path) ? (TrustReport.Load(path), PicturesAgain()) : null;
        }
        catch (CaseFormatException)
        {
            return null;
        }
    }

    // Of a continuation that was published before a restart: the store still has what they show.
    IReadOnlyList<SlicePicture> PicturesAgain()
    {
        if (journal.Continuations().LastOrDefault(c => c.State == ContinuationState.Published) is not { } newest) return [];
        var timeline = journal.Timeline();
        var summary = ForecastSummary.FromJson(newest.Summary);
        if (timeline.FirstOrDefault(step => step.Id == newest.OriginStep) is not { } origin || forecasts.At(newest, newest.TimeOf(newest.Steps), summary.Spread) is not { } last) return [];
        var observed = Load(timeline, origin);
        return SlicePlane.Of(observed.Mesh) is { } plane ? [.. SlicePictures.Of(plane, observed.Fields, last.Fields, last.Lead)] : [];
    }

    // Steps taken since this pass began have no files yet, so the indexes keep to the pass's own timeline.
    Task PublishAsync(IReadOnlyList<StepRecord> timeline, CancellationToken cancellationToken)
    {
        var scored = journal.Scores().Select(s => s.Step).ToHashSet();
        var newest = journal.Continuations().LastOrDefault(c => c.State == ContinuationState.Published);
        return products.PublishAsync(
            [.. timeline.Select(s => products.ObservedEntry(s.Id, s.TimeSeconds))],
            newest is null ? [] : [.. Enumerable.Range(1, newest.Steps).Select(lead => products.PredictedEntry(newest.Id, lead, newest.TimeOf(lead)))],
            [.. timeline.Where(s => scored.Contains(s.Id)).Select(s => products.DifferenceEntry(s.Id, s.TimeSeconds))],
            cancellationToken);
    }

    // A replaced continuation's files go at once; its stored fields stay until truth has overtaken its end.
    void Prune(double lastTruth)
    {
        foreach (var continuation in journal.Continuations().Where(c => c.State == ContinuationState.Replaced))
        {
            products.DeletePrediction(continuation.Id);
            if (continuation.TimeOf(continuation.Steps) <= lastTruth) Discard(continuation, ContinuationState.Pruned);
        }
    }

    void Discard(ContinuationRecord continuation, ContinuationState state)
    {
        products.DeletePrediction(continuation.Id);
        forecasts.Delete(continuation);
        journal.Mark(continuation.Id, state);
    }
}

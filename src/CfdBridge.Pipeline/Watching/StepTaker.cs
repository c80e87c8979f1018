using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Takes steps: from the solver's output to the store, then to the journal, each once. A step that comes again with other
/// content, or before the last one, means that the run restarted: a new epoch begins there.
/// </summary>
sealed class StepTaker(ISnapshotSource source, SnapshotStore store, RunJournal journal, Settling settling, WatchOptions options, ILogger logger)
{
    const int FewestForSpacing = 5;

    readonly Dictionary<string, string> fingerprints = Fingerprints(journal);
    readonly List<StepRecord> timeline = [.. journal.Timeline()];
    int epoch = journal.Epoch;
    int gapsSeen = 1; // steps of the timeline whose gap to the one before has been looked at
    (long Step, FieldSet Fields) layout = (-1, new FieldSet([]));

    /// <summary>Looks at the case and takes everything that is ready.</summary>
    public async Task<TakenSteps> TakeAsync(CancellationToken cancellationToken)
    {
        var first = await LookAsync(cancellationToken);
        if (!settling.WantsSecondLook) return first;
        var second = await LookAsync(cancellationToken);
        return second with { Count = first.Count + second.Count };
    }

    async Task<TakenSteps> LookAsync(CancellationToken cancellationToken)
    {
        var scan = Selected(source.Scan(cancellationToken));
        foreach (var step in settling.Vanished(scan)) if (!IsMissed(step.TimeSeconds, Spacing.Median(NewestTimes))) Miss(step, "deleted before it could be taken");
        var taken = 0;
        foreach (var step in settling.Ready(scan, fingerprints))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await TakeAsync(step, scan, cancellationToken)) break;
            taken++;
        }

        return new(taken, timeline.Count > 0 ? timeline[^1].Name : "", scan.Directories);
    }

    async Task<bool> TakeAsync(StepCandidate step, SourceScan scan, CancellationToken cancellationToken)
    {
        using var scope = LogScope.Step(logger, step.TimeSeconds);
        Snapshot snapshot;
        try
        {
            snapshot = await source.ReadAsync(step, cancellationToken);
            ExpectFieldsOfTheRun(step, snapshot);
        }
        catch (Exception failure) when (failure is CaseFormatException or IOException)
        {
            Log.StepNotReady(logger, step.Name, failure.Message);
            if (settling.GivesUp(step)) GiveUp(step, failure.Message);
            return false;
        }

        Keep(step, snapshot, scan);
        settling.Settled(step);
        return true;
    }

    // A step without a field that the run has written from its start is no whole step, whatever else says so.
    void ExpectFieldsOfTheRun(StepCandidate step, Snapshot snapshot)
    {
        var first = timeline.Find(known => known.TimeSeconds < step.TimeSeconds);
        if (first is null) return;
        if (layout.Step != first.Id) layout = (first.Id, store.Load(first.Stored).Fields);
        snapshot.Fields.Select(layout.Fields);
    }

    void Keep(StepCandidate step, Snapshot snapshot, SourceScan scan)
    {
        var before = timeline.Find(known => known.Name == step.Name);
        var restarted = before is not null || (timeline.Count > 0 && step.TimeSeconds <= timeline[^1].TimeSeconds);
        var name = StoredName(restarted ? epoch + 1 : epoch, step.Name);
        var hash = store.Save(name, snapshot);
        fingerprints[step.Name] = step.Fingerprint;
        if (before is not null && before.Hash == hash)
        {
            // Touched, or computed again to the same bytes: nothing of ours is wrong.
            store.Delete(name);
            journal.Refresh(before.Id, step.Fingerprint);
            return;
        }

        if (restarted) BeginEpoch(step);
        timeline.Add(journal.Take(step, epoch, name, hash));
        Log.StepTaken(logger, step.Name);
        if (scan.Purges) MissGaps();
    }

    // The journal supersedes the later steps in the transaction that takes this one.
    void BeginEpoch(StepCandidate step)
    {
        epoch++;
        var superseded = timeline.RemoveAll(known => known.TimeSeconds >= step.TimeSeconds);
        gapsSeen = Math.Max(1, Math.Min(gapsSeen, timeline.Count));
        Log.EpochBegun(logger, step.TimeSeconds, superseded);
    }

    double[] NewestTimes => [.. timeline.TakeLast(20).Select(s => s.TimeSeconds)];

    // A solver that purges can write and delete a step between two looks; only the gap in the times tells, and only once
    // there are enough steps to know the spacing.
    void MissGaps()
    {
        if (timeline.Count < FewestForSpacing) return;
        var spacing = Spacing.Median(NewestTimes);
        for (; gapsSeen < timeline.Count; gapsSeen++) MissBetween(timeline[gapsSeen - 1].TimeSeconds, timeline[gapsSeen].TimeSeconds, spacing);
    }

    void MissBetween(double earlier, double later, double spacing)
    {
        var skipped = (int)Math.Min(1000, Math.Round((later - earlier) / spacing)) - 1;
        if (skipped < 1 || Math.Abs(later - earlier - (skipped + 1) * spacing) > 0.25 * spacing) return;
        for (var i = 1; i <= skipped; i++)
        {
            var time = earlier + i * spacing;
            if (!IsMissed(time, spacing))
                Miss(new($"~{time:G8}", time, StepState.Unfinished, ""), "never seen; inferred from the gap before the next step");
        }
    }

    // A step that is being deleted can be inferred from the gap, and seen to have vanished only then.
    bool IsMissed(double time, double spacing) => journal.Steps().Any(s => s.Fate == StepFate.Missed && Math.Abs(s.TimeSeconds - time) < 0.25 * spacing);

    void Miss(StepCandidate step, string note)
    {
        journal.NotTaken(step, StepFate.Missed, note);
        Log.StepMissed(logger, step.Name);
    }

    void GiveUp(StepCandidate step, string reason)
    {
        journal.NotTaken(step, StepFate.Unreadable, reason);
        fingerprints[step.Name] = step.Fingerprint;
        settling.Settled(step);
        Log.StepUnreadable(logger, step.Name, reason);
    }

    SourceScan Selected(SourceScan scan) => options is { FromTime: null, ToTime: null }
        ? scan
        : scan with { Steps = [.. scan.Steps.Where(s => s.TimeSeconds >= (options.FromTime ?? double.MinValue) && s.TimeSeconds <= (options.ToTime ?? double.MaxValue))] };

    static Dictionary<string, string> Fingerprints(RunJournal journal) =>
        journal.Steps().Where(s => s.Fate is StepFate.Taken or StepFate.Unreadable).GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.Last().Fingerprint);

    static string StoredName(int epoch, string name) =>
        $"{epoch:D3}-{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' ? c : '_'))}";
}

/// <summary>What one look brought.</summary>
/// <param name="Count">Steps taken.</param>
/// <param name="Last">Name of the run's latest taken step.</param>
/// <param name="Directories">Directories in which the next step will announce itself.</param>
sealed record TakenSteps(int Count, string Last, IReadOnlyList<string> Directories);

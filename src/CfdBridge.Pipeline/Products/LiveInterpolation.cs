using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// Keeps <c>interpolated</c> level with a watched case where that is asked for: the observed steps, and fields evenly between
/// them. Which are made stands in their names, so that it can be killed at any instant and started again.
/// </summary>
sealed class LiveInterpolation(RunJournal journal, SnapshotStore store, CaseProducts products, Interpolator interpolator, BridgeOptions options, TimeProvider time, ILogger logger)
{
    const int Digits = 9; // of a time

    readonly int between = options.Interpolation.BetweenSteps;
    readonly HashSet<long> refused = []; // steps behind which nothing could be made

    /// <summary>The case, as the report names it.</summary>
    public string CasePath { get; init; } = "";

    /// <summary>Shows the report; null writes its figures alone.</summary>
    public IInterpolationPage? Page { get; init; }

    /// <summary>One pass. <paramref name="last"/> asks for what is between the very last steps.</summary>
    public async Task CatchUpAsync(bool last, CancellationToken cancellationToken)
    {
        var timeline = journal.Timeline();
        if (between == 0 || timeline.Count < options.Forecast.MinimumSteps) return;
        int[] open = [.. Enumerable.Range(0, timeline.Count - 1).Where(i => !refused.Contains(timeline[i].Id) && !products.HasInterpolated(Name(timeline, i, between)))];
        if (open.Length == 0 || (!last && open.Length < options.Forecast.StepsBetween)) return;
        foreach (var some in open.Chunk(Math.Max(1, options.Forecast.WindowSteps / 2)))
        {
            var made = await MakeAsync(timeline, some, cancellationToken);
            var published = await PublishAsync(timeline, cancellationToken);
            if (made is not null) Report(made, timeline, published);
        }
    }

    // Between some steps, seen with those around them.
    async Task<Made?> MakeAsync(IReadOnlyList<StepRecord> timeline, int[] open, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var around = options.Forecast.WindowSteps / 4;
        var (first, end) = (Math.Max(0, open[0] - around), Math.Min(timeline.Count, open[^1] + 2 + around));
        var steps = Enumerable.Range(first, end - first).Select(i => new StoredStep(timeline[i].TimeSeconds, _ => Task.FromResult(store.Load(timeline[i].Stored)))).ToArray();
        (string Name, double Time)[] wanted = [.. open.SelectMany(i => Enumerable.Range(1, between).Select(k => (Name(timeline, i, k), TimeOf(timeline, i, k))))];
        try
        {
            var observed = await WholeRun.LoadAsync(steps, (long)options.Forecast.WindowMiB << 20, cancellationToken);
            var parts = await interpolator.AtTimesAsync(observed, [.. wanted.Select(one => one.Time).Where(time => time > observed.Snapshots[0].TimeSeconds)], cancellationToken);
            var recorder = new InterpolationRecorder(observed, observed.Mesh, parts);
            foreach (var (part, number) in parts.Select((part, i) => (part, i)))
            {
                await foreach (var step in part.Steps.WithCancellation(cancellationToken))
                {
                    recorder.Add(number, step);
                    var own = wanted.MinBy(one => Math.Abs(one.Time - step.TimeSeconds));
                    await products.WriteInterpolatedAsync(own.Name, step.TimeSeconds, observed.Mesh, step.Fields, predicted: true, cancellationToken);
                }

                Log.Interpolated(logger, part.Count, part.Name, part.Engine, part.Report.Engines[0].Score);
            }

            return parts.Count == 0 ? null : new(recorder, time.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception refusal) when (refusal is EngineRefusedException or UsageException)
        {
            Log.NotInterpolated(logger, refusal.Message);
            refused.UnionWith(open.Select(i => timeline[i].Id));
            return null;
        }
    }

    async Task<int> PublishAsync(IReadOnlyList<StepRecord> timeline, CancellationToken cancellationToken)
    {
        OutputEntry[] entries =
        [
            .. timeline.SelectMany((step, i) => Enumerable.Range(1, between).Where(k => i < timeline.Count - 1 && products.HasInterpolated(Name(timeline, i, k)))
                .Select(k => products.InterpolatedEntry(Name(timeline, i, k), TimeOf(timeline, i, k)))
                .Prepend(products.ObservedEntry(step.Id, step.TimeSeconds)).Where(entry => entry.TimeSeconds != step.TimeSeconds || products.HasObserved(step.Id))),
        ];
        await products.PublishInterpolatedAsync(entries, cancellationToken);
        return entries.Length;
    }

    // What was made last, and in short what was made before, as far as no restart of the run has taken it back.
    void Report(Made made, IReadOnlyList<StepRecord> timeline, int published)
    {
        var path = Path.Combine(products.DirectoryPath, WrittenInterpolation.FileName);
        var solver = timeline.Count(step => products.HasObserved(step.Id));
        var asked = $"{between} {(between == 1 ? "step" : "steps")} evenly between all that the solver writes";
        var report = made.Recorder.Finish(CasePath, WrittenInterpolation.Times, asked, solver, made.Seconds, options.Forecast);
        var first = report.Parts.Min(part => part.TimesSeconds[0]);
        var before = OnDisk(path);
        report = report with { Steps = published, Earlier = before is null ? [] : [.. before.Earlier.Concat(before.Parts.Select(EarlierPart.Of)).Where(part => part.LastSeconds < first)] };
        report.Save(path);
        Page?.Write(Path.Combine(products.DirectoryPath, WrittenInterpolation.PageName), report, made.Recorder.Pictures());
    }

    // What cannot be read is of an earlier version.
    static WrittenInterpolation? OnDisk(string path)
    {
        try
        {
            return File.Exists(path) ? WrittenInterpolation.Load(path) : null;
        }
        catch (CaseFormatException)
        {
            return null;
        }
    }

    double TimeOf(IReadOnlyList<StepRecord> timeline, int step, int number)
    {
        var (before, after) = (timeline[step].TimeSeconds, timeline[step + 1].TimeSeconds);
        var time = before + (after - before) * number / (between + 1);
        // Round-off would make its text long.
        return time == 0 ? 0 : Math.Round(time, Math.Clamp(Digits - (int)Math.Floor(Math.Log10(Math.Abs(time))), 0, 15));
    }

    // By the steps on either side: where a run began anew, what lies between its last old step and the first new one is another field.
    static string Name(IReadOnlyList<StepRecord> timeline, int step, int number) => $"{timeline[step].Id:D6}-{timeline[step + 1].Id:D6}_{number:D3}";

    sealed record Made(InterpolationRecorder Recorder, double Seconds);
}

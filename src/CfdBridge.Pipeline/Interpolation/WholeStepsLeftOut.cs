namespace CfdBridge.Pipeline;

/// <summary>
/// Judges engines that work from sensors where the run has whole steps at times of the readings: a stretch of these is held back,
/// and the whole field is found from the readings there. Sensors alone say nothing of the field away from them.
/// </summary>
static class WholeStepsLeftOut
{
    const double SameInstant = 1e-3; // of a spacing
    const int Most = 8;              // steps that are judged
    const int LeastKept = 4;         // whole steps

    /// <returns>Null where there are no such steps, or too few beside them.</returns>
    public static (string LeftOut, Trial Trial)? Of(Trajectory observed, SensorReadings readings)
    {
        if (observed.Count <= LeastKept) return null;
        double[] times = [.. observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
        var slack = SameInstant * Spacing.Median(times);
        (int Reading, int Step)[] both = [.. readings.TimesSeconds.Select((time, reading) => (reading, Step: Array.FindIndex(times, one => Math.Abs(one - time) <= slack))).Where(one => one.Step >= 0)];
        if (both.Length == 0) return null;
        // The later half, and everything between: steps in between would tell of their neighbours.
        (int Reading, int Step)[] later = [.. both.Skip(both.Length / 2)];
        var (first, last) = (later[0].Step, later[^1].Step);
        while (observed.Count - (last - first + 1) < LeastKept && later.Length > 1) (later, first) = (later[1..], later[1].Step);
        if (observed.Count - (last - first + 1) < LeastKept) return null;
        var judged = Enumerable.Range(0, Math.Min(Most, later.Length)).Select(i => later[later.Length <= Most ? i : i * (later.Length - 1) / (Most - 1)]).ToDictionary(one => one.Reading, one => observed.Snapshots[one.Step]);
        var kept = new Trajectory([.. observed.Snapshots.Where((_, step) => step < first || step > last)]);
        double[] scales = [.. observed.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale(observed.Snapshots, f))];
        FieldTruth[] Truth(Snapshot step) => [.. step.Fields.Select((field, f) => (field, f)).Where(one => one.field.Association == FieldAssociation.Cell)
            .Select(one => new FieldTruth(one.f, one.field.Name, one.field.Components, null, one.field.ToSingle(), observed.Mesh.CellVolumes, scales[one.f]))];
        return ($"{judged.Count} whole steps of a stretch of {last - first + 1}",
            new(kept, new FromSensors(readings), [.. Enumerable.Range(0, readings.TimesSeconds.Count).Select(reading => new TrialTruth(1, judged.TryGetValue(reading, out var step) ? Truth(step) : []))]));
    }
}

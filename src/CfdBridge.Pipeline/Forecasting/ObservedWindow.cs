namespace CfdBridge.Pipeline;

/// <summary>The latest stretch of a run that engines can use: one mesh, the same fields, evenly spaced, in single precision.</summary>
/// <param name="Steps">The evenly spaced snapshots.</param>
/// <param name="Notes">What was done to the observed times to get there, for the user.</param>
public sealed record ObservedWindow(Trajectory Steps, IReadOnlyList<string> Notes)
{
    const double Jump = 1.5; // spacings; a longer gap is a missing step rather than an uneven clock

    /// <summary>Loads at most <paramref name="most"/> of the latest steps, fewer where memory, a gap, a new mesh or new fields end the stretch.</summary>
    /// <exception cref="EngineRefusedException">The output times are too uneven.</exception>
    public static async Task<ObservedWindow> LoadAsync(IReadOnlyList<StoredStep> steps, int most, long memoryBytes, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var start = StartAfterGap(steps, most, notes);
        var snapshots = new LinkedList<Snapshot>();
        for (var i = steps.Count - 1; i >= start; i--)
        {
            var snapshot = InSingle(await steps[i].LoadAsync(cancellationToken));
            if (snapshots.Count == 1) KeepCommonFields(snapshots, snapshot, notes);
            var later = snapshots.First?.Value ?? snapshot;
            if (snapshot.Mesh.Id != later.Mesh.Id || !later.Fields.All(f => snapshot.Fields.TryGet(f.Name, f.Association, out var same) && same.Components == f.Components))
            {
                notes.Add($"The window starts at time {later.TimeSeconds:G8}: before it the {(snapshot.Mesh.Id != later.Mesh.Id ? "mesh is another" : "fields are others")}.");
                break;
            }

            snapshot = new(snapshot.TimeSeconds, later.Mesh, snapshot.Fields.Select(later.Fields));
            snapshots.AddFirst(snapshot);
            if ((snapshots.Count + 1) * Bytes(snapshot) > memoryBytes && i > start)
            {
                notes.Add($"The window is cut to {snapshots.Count} steps to fit into {memoryBytes >> 20} MiB (Forecast.WindowMiB).");
                break;
            }
        }

        return EvenSpacing.Of([.. snapshots], notes);
    }

    // A utility run on the latest step alone leaves fields there that the run itself does not write.
    static void KeepCommonFields(LinkedList<Snapshot> snapshots, Snapshot before, List<string> notes)
    {
        var last = snapshots.First!.Value; // called when there is one
        var common = last.Fields.Where(f => before.Fields.TryGet(f.Name, f.Association, out _)).ToArray();
        if (common.Length == 0 || common.Length == last.Fields.Count || before.Mesh.Id != last.Mesh.Id) return;
        notes.Add($"Only the last step has {string.Join(", ", last.Fields.Except(common).Select(f => f.Name))}: left out.");
        snapshots.First.Value = new(last.TimeSeconds, last.Mesh, new FieldSet(common));
    }

    // A few long gaps are lost steps: the window starts after the last of them. Many mean that the clock itself is uneven.
    static int StartAfterGap(IReadOnlyList<StoredStep> steps, int most, List<string> notes)
    {
        var start = Math.Max(0, steps.Count - most);
        double[] times = [.. steps.Skip(start).Select(s => s.TimeSeconds)];
        var spacing = Spacing.Median(times);
        int[] gaps = [.. Enumerable.Range(1, Math.Max(0, times.Length - 1)).Where(i => times[i] - times[i - 1] > Jump * spacing)];
        if (gaps.Length == 0 || gaps.Length > times.Length / 10) return start;
        notes.Add($"The window starts at time {times[gaps[^1]]:G8}, after a gap of {times[gaps[^1]] - times[gaps[^1] - 1]:G4} s in the output.");
        return start + gaps[^1];
    }

    static Snapshot InSingle(Snapshot snapshot) => new(snapshot.TimeSeconds, snapshot.Mesh, new FieldSet(snapshot.Fields.Select(f => f.AsSingle())));

    static long Bytes(Snapshot snapshot) => snapshot.Fields.Sum(f => 4L * f.Rows * f.Components);
}

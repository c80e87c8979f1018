namespace CfdBridge.Pipeline;

/// <summary>Brings a window to an even clock: the median spacing, by cubic interpolation in time (four-point Lagrange).</summary>
static class EvenSpacing
{
    const double Even = 1e-3;    // of a spacing: round-off in the names of time directories
    const double MostJitter = 0.5;

    public static ObservedWindow Of(IReadOnlyList<Snapshot> snapshots, List<string> notes)
    {
        double[] times = [.. snapshots.Select(s => s.TimeSeconds)];
        var spacing = Spacing.Median(times);
        var jitter = times.Length < 3 ? 0 : times.Zip(times.Skip(1), (a, b) => Math.Abs(b - a - spacing) / spacing).Max();
        if (jitter > MostJitter)
            throw new EngineRefusedException($"The output times are too uneven to continue: steps are up to {jitter:P0} off the median spacing of {spacing:G4} s, the limit is {MostJitter:P0}. Write at a fixed interval.");
        if (jitter <= Even) return new(new Trajectory(snapshots), notes);

        notes.Add($"The output times are uneven by up to {jitter:P0}: resampled to the median spacing of {spacing:G6} s.");
        var count = (int)Math.Floor((times[^1] - times[0]) / spacing + Even) + 1;
        var resampled = Enumerable.Range(0, count).Select(i => At(snapshots, times, times[^1] - (count - 1 - i) * spacing));
        return new(new Trajectory([.. resampled]), notes);
    }

    static Snapshot At(IReadOnlyList<Snapshot> snapshots, double[] times, double time)
    {
        var after = Array.FindIndex(times, t => t >= time - 1e-12 * Math.Abs(time));
        var first = Math.Clamp(after - 2, 0, Math.Max(0, times.Length - 4));
        var used = Enumerable.Range(first, Math.Min(4, times.Length)).ToArray();
        var weights = used.Select(i => used.Where(j => j != i).Aggregate(1.0, (w, j) => w * (time - times[j]) / (times[i] - times[j]))).ToArray();
        var fields = snapshots[0].Fields.Select((field, f) => field.With(Combine([.. used.Select(i => snapshots[i].Fields[f].ToSingle())], weights)));
        return new(time, snapshots[0].Mesh, new FieldSet(fields));
    }

    static float[] Combine(float[][] values, double[] weights)
    {
        var result = new float[values[0].Length];
        for (var i = 0; i < result.Length; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < weights.Length; k++) sum += weights[k] * values[k][i];
            result[i] = (float)sum;
        }

        return result;
    }
}

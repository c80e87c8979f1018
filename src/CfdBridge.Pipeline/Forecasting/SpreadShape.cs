namespace CfdBridge.Pipeline;

/// <summary>
/// Where a flow varies, and how much: the standard deviation of every value over the observed window, floored at a
/// twentieth of its rms over the mesh. Hindcast errors are measured in this unit, so that an interval is wide in a wake
/// and narrow upstream of it.
/// </summary>
public sealed class SpreadShape
{
    const double Floor = 0.05;
    const double LeastOfNorm = 1e-6; // of the field's own rms, for a component that does not vary at all

    SpreadShape(FieldSet deviations) => Deviations = deviations;

    /// <summary>One positive number for each value of each field, in the field's unit.</summary>
    public FieldSet Deviations { get; }

    public static SpreadShape Of(Trajectory window) => new(new FieldSet(window.Last.Fields.Select((field, f) => field.With(Deviation(window, f)))));

    /// <summary>A shape that was stored.</summary>
    public static SpreadShape From(FieldSet deviations) => new(deviations);

    static float[] Deviation(Trajectory window, int f)
    {
        var field = window.Last.Fields[f];
        var mean = new double[field.Rows * field.Components];
        var squares = new double[mean.Length];
        var (all, seen) = (window.Snapshots.Select(snapshot => snapshot.Fields[f].ToSingle()).ToArray(), window.Count);
        foreach (var values in all) // two passes: no cancellation
        {
            for (var i = 0; i < mean.Length; i++) mean[i] += values[i];
        }

        for (var i = 0; i < mean.Length; i++) mean[i] /= seen;
        foreach (var values in all)
        {
            for (var i = 0; i < mean.Length; i++) squares[i] += (values[i] - mean[i]) * (values[i] - mean[i]);
        }

        var deviation = new float[mean.Length];
        var norm = Math.Sqrt(mean.Average(m => m * m));
        for (var component = 0; component < field.Components; component++)
        {
            var total = 0.0;
            for (var i = component; i < mean.Length; i += field.Components) total += squares[i];
            var rms = Math.Sqrt(total / seen / Math.Max(1, field.Rows));
            var floor = Math.Max(Floor * rms, LeastOfNorm * norm);
            if (floor == 0) floor = 1; // an all-zero field: errors in its own unit
            for (var i = component; i < mean.Length; i += field.Components) deviation[i] = (float)Math.Sqrt(squares[i] / seen + floor * floor);
        }

        return deviation;
    }
}

namespace CfdBridge.Pipeline;

/// <summary>One cell and one component: the cross-stream velocity where it varies most.</summary>
/// <param name="Place">Of the number in the field's values.</param>
/// <param name="Frequency">Dominant frequency of the truth there, cycles in a step.</param>
/// <param name="Deviation">Standard deviation of the truth there.</param>
sealed record Probe(int Field, int Place, double Frequency, double Deviation)
{
    const double Alive = 1e-3; // of the truth's deviation: what varies less has no frequency

    /// <returns>Null where nothing varies across the stream, or not regularly.</returns>
    public static Probe? Of(IReadOnlyList<Snapshot> snapshots, int field) =>
        Liveliest(snapshots, field) is { } best && DominantFrequency.Of([.. snapshots.Select(best.At)]) is { } frequency ? best with { Frequency = frequency } : null;

    /// <summary>The same, its frequency not asked for.</summary>
    /// <returns>Null where nothing varies across the stream.</returns>
    public static Probe? Liveliest(IReadOnlyList<Snapshot> snapshots, int field)
    {
        var weights = snapshots[0].Mesh.WeightsOf(snapshots[0].Fields[field].Association);
        var components = snapshots[0].Fields[field].Components;
        var last = snapshots[^1].Fields[field].ToSingle();
        var stream = Enumerable.Range(0, components).MaxBy(c => Math.Abs(weights.Select((weight, row) => weight * last[row * components + c]).Sum()));
        Probe? best = null;
        foreach (var component in Enumerable.Range(0, components).Where(c => c != stream))
        {
            var variances = ComponentVariance.Of(snapshots, field, component);
            var row = Enumerable.Range(0, variances.Length).MaxBy(i => variances[i]);
            var deviation = Math.Sqrt(variances[row]);
            if (deviation > (best?.Deviation ?? 0)) best = new(field, row * components + component, 0, deviation);
        }

        return best;
    }

    public double At(Snapshot snapshot) => At(snapshot.Fields);

    public double At(FieldSet fields) => fields[Field].ToSingle()[Place];

    /// <summary>Frequency of a prediction over that of the truth, null where the prediction hardly varies.</summary>
    public double? Ratio(IReadOnlyList<double> predicted)
    {
        var mean = predicted.Average();
        return Math.Sqrt(predicted.Average(value => (value - mean) * (value - mean))) > Alive * Deviation && DominantFrequency.Of(predicted) is { } frequency
            ? frequency / Frequency
            : null;
    }
}

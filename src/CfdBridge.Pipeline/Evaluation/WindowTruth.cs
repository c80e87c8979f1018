namespace CfdBridge.Pipeline;

/// <summary>What is known of a window's truth before any engine is scored.</summary>
sealed class WindowTruth
{
    const int Vector = 3;
    const double Varies = 1e-6; // of a field's fluctuation: a component below does not vary

    /// <param name="snapshots">The snapshots after the origin.</param>
    public WindowTruth(IReadOnlyList<Snapshot> snapshots)
    {
        Snapshots = snapshots;
        Scales = [.. snapshots[0].Fields.Select((_, f) => WeightedNorm.ErrorScale(snapshots, f))];
        Components = [.. snapshots[0].Fields.Select((_, f) => Varying(f))];
        var velocity = snapshots[0].Fields.ToList().FindIndex(field => field.Components == Vector);
        if (velocity < 0) return;
        Probe = Probe.Of(snapshots, velocity);
        if (Probe is not null) Oscillation = Oscillation.Of(snapshots, velocity, 1 / Probe.Frequency);
    }

    public IReadOnlyList<Snapshot> Snapshots { get; }

    public Mesh Mesh => Snapshots[0].Mesh;

    /// <summary>By field: rms fluctuation about the mean, floored where the flow is steady.</summary>
    public IReadOnlyList<double> Scales { get; }

    /// <summary>By field: the components that vary.</summary>
    public IReadOnlyList<int[]> Components { get; }

    /// <summary>The leading oscillation of the first vector field, null where there is none.</summary>
    public Oscillation? Oscillation { get; }

    /// <summary>Where its cross-stream component varies most, null where it does not vary.</summary>
    public Probe? Probe { get; }

    int[] Varying(int f)
    {
        var field = Snapshots[0].Fields[f];
        var weights = Mesh.WeightsOf(field.Association);
        double[] squares = [.. Enumerable.Range(0, field.Components).Select(component => ComponentVariance.Of(Snapshots, f, component).Select((variance, row) => weights[row] * variance).Sum())];
        return [.. Enumerable.Range(0, field.Components).Where(component => squares[component] > Varies * Varies * squares.Sum())];
    }
}

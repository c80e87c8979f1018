namespace CfdBridge.Pipeline;

/// <summary>A moment of the observed window from which the steps after it are predicted.</summary>
/// <param name="window">The observed steps.</param>
/// <param name="after">Steps of it after the origin.</param>
/// <param name="predicted">As many of these are predicted.</param>
/// <param name="most">Steps that engines see, at most.</param>
sealed class HindcastOrigin(Trajectory window, int after, int predicted, int most)
{
    readonly Lazy<FieldSet> shape = new(() => SpreadShape.Of(Before(window, after, most)).Deviations);

    readonly Lazy<ulong> content = new(() => HindcastMemory.Hash(window.Snapshots[^(after + 1)]));

    public Trajectory Seen { get; } = Before(window, after, most);

    public Snapshot[] Truth { get; } = [.. window.Snapshots.TakeLast(after).Take(predicted)];

    public double Seconds => Seen.Last.TimeSeconds;

    /// <summary>Of what is seen last, by its content.</summary>
    public ulong Content => content.Value;

    /// <summary>How much the flow varies at each place in what is seen.</summary>
    public FieldSet Shape => shape.Value;

    static Trajectory Before(Trajectory window, int after, int most) => window.Slice(Math.Max(0, window.Count - after - most), Math.Min(most, window.Count - after));
}

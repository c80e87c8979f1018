namespace CfdBridge.Models;

/// <summary>
/// Proper orthogonal decomposition of whole blocks of snapshots, all cells and channels at once. No linear code of as
/// many numbers is better on the training runs, but it knows one mesh only: the control of codecs that know any.
/// </summary>
/// <remarks>Differs from the linear codec in that nothing is local and no grid stands between; the scaling is the same.</remarks>
public sealed class GlobalPod
{
    readonly int blockSnapshots;
    readonly PodScaling scaling;
    readonly float[] basis; // orthonormal rows [modes, block values]

    internal GlobalPod(int blockSnapshots, PodScaling scaling, float[] basis) =>
        (this.blockSnapshots, this.scaling, this.basis, Modes) = (blockSnapshots, scaling, basis, basis.Length / (blockSnapshots * scaling.Row));

    /// <summary>Numbers of a block. Fewer than were asked for where the training blocks span no more.</summary>
    public int Modes { get; }

    /// <summary>Fits to runs on one mesh by the method of snapshots.</summary>
    /// <param name="runs">Training runs; their blocks are thinned where they are many.</param>
    /// <param name="modes">Numbers of a block.</param>
    /// <exception cref="ArgumentException">There is no run, no snapshot in one of them, or more than one mesh.</exception>
    public static GlobalPod Fit(IReadOnlyList<FlowRun> runs, FlowChannels channels, int modes, int blockSnapshots = 4, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(modes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSnapshots, 1);
        if (runs.Count == 0 || runs.Any(run => run.Snapshots == 0)) throw new ArgumentException("A decomposition needs at least one run, and a snapshot in each.", nameof(runs));
        if (runs.FirstOrDefault(run => run.Mesh.Id != runs[0].Mesh.Id) is { } other)
            throw new ArgumentException($"runs: \"{other.Name}\" has another mesh than \"{runs[0].Name}\"; the global decomposition needs one mesh. Leave it out for this library.", nameof(runs));
        return PodFit.Of(runs, channels, modes, blockSnapshots, cancellationToken);
    }

    /// <summary>What the modes keep of snapshots; a last block that is not full is filled with its last snapshot.</summary>
    /// <param name="values">Row-major [snapshots, cells, channels], cells and channels as in the training runs.</param>
    public float[] RoundTrip(float[] values, int snapshots)
    {
        Shapes.Expect(values, nameof(values), ("snapshots", snapshots), ("cells times channels", scaling.Row));
        var (kept, perBlock) = (new float[values.Length], blockSnapshots * scaling.Row);
        foreach (var (first, count) in Stretches.Of(snapshots, scaling.Row, blockSnapshots))
        {
            var blocks = (count + blockSnapshots - 1) / blockSnapshots;
            var scaled = new float[blocks * perBlock];
            for (var t = 0; t < blocks * blockSnapshots; t++)
                scaling.Apply(values.AsSpan((first + Math.Min(t, count - 1)) * scaling.Row, scaling.Row), scaled.AsSpan(t * scaling.Row));

            var codes = new float[Modes * blocks]; // the basis lies by modes, so the blocks are turned instead of it
            DenseProduct.Multiply<float>(basis, DenseProduct.Transposed<float>(scaled, blocks, perBlock), codes, Modes, perBlock, blocks);
            DenseProduct.Multiply<float>(DenseProduct.Transposed<float>(codes, Modes, blocks), basis, scaled, blocks, Modes, perBlock);
            for (var t = 0; t < count; t++)
                scaling.Undo(scaled.AsSpan(t * scaling.Row, scaling.Row), kept.AsSpan((first + t) * scaling.Row));
        }

        return kept;
    }

    /// <summary>The same decomposition with its leading modes only.</summary>
    public GlobalPod Truncated(int modes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(modes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(modes, Modes);
        return new(blockSnapshots, scaling, basis[..(modes * blockSnapshots * scaling.Row)]);
    }
}

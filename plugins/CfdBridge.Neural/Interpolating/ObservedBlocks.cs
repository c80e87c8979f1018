using CfdBridge.Models;

namespace CfdBridge.Neural;

// B blocks · L sites · D latent numbers
/// <summary>The known blocks of a run as latents.</summary>
sealed class ObservedBlocks(NeuralCodec codec, MeshCodec mesh, RunMean? mean, Trajectory observed, BlockClock clock)
{
    const int Values = 1 << 24; // held at once: 64 MiB

    readonly FlowChannels channels = codec.Linear.Channels;
    readonly int row = observed.Mesh.CellCount * codec.Linear.Channels.Count;

    /// <summary>Values of a snapshot of the clock that can be had, row-major [cells, channels].</summary>
    public ReadOnlyMemory<float> Snapshot(int snapshot)
    {
        var time = clock.TimeOf(snapshot);
        return clock.Stencil(clock.IslandAt(time)!, time).At(step => channels.Gather(observed.Snapshots[step])); // asked for where it is available
    }

    /// <summary>Latents of all blocks, row-major [B, L, D]; zeros at unknown ones.</summary>
    public float[] Encode(CancellationToken cancellationToken) => Encode(Snapshot, cancellationToken);

    /// <summary>The same of other snapshots.</summary>
    /// <param name="snapshot">Values of a snapshot, row-major [cells, channels].</param>
    public float[] Encode(Func<int, ReadOnlyMemory<float>> snapshot, CancellationToken cancellationToken)
    {
        var (width, held) = (codec.Sites * codec.Config.Latent, codec.BlockSnapshots);
        var latents = new float[clock.Blocks * width];
        var together = Math.Max(1, Values / (row * held));
        for (var first = 0; first < clock.Blocks;)
        {
            var end = first;
            while (end < clock.Blocks && end - first < together && clock.Known[end]) end++;
            if (end == first)
            {
                first++;
                continue;
            }

            // Led in by known blocks that the first one sees, and by a snapshot that stands for a run's beginning.
            cancellationToken.ThrowIfCancellationRequested();
            var start = first;
            while (start > 0 && first - start < codec.Config.BlocksSeen && clock.Known[start - 1]) start--;
            var count = 1 + (end - start) * held;
            var values = new float[count * row];
            for (var i = 0; i < count; i++)
            {
                var own = start * held - 1 + i;
                snapshot(i == 0 && (own < 0 || !clock.Available[own]) ? own + 1 : own).Span.CopyTo(values.AsSpan(i * row));
            }

            var encoded = mesh.Encode(PointSet.CellsOf(observed.Mesh), values, count, mean);
            encoded.Values.AsSpan((1 + first - start) * width).CopyTo(latents.AsSpan(first * width));
            first = end;
        }

        return latents;
    }
}

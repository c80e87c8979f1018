using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>
/// An observed run at the spacing of the training runs, ending with its last snapshot: one snapshot, then whole blocks.
/// The first snapshot alone makes a frame too, as if the flow had stood still before: a run's beginning. In the midst of
/// a run no flow looks like that, so where a model was trained on whole runs and blocks are encoded by themselves,
/// only whole blocks count.
/// </summary>
/// <remarks>
/// A codec's block holds so many snapshots (four, as a rule) at the spacing that it was trained at, and what it knows is
/// how a flow moves over that time. Snapshots at another spacing would look to it like a flow of another speed. So values
/// are interpolated in time at every cell, before anything is encoded; the oldest that make no whole block are left out.
/// </remarks>
sealed class EvenContext
{
    readonly Trajectory observed;
    readonly FlowChannels channels;
    readonly TimeStencil[] stencils; // one for each snapshot
    readonly int row;

    /// <param name="wholeBlocks">Whether only whole blocks count, as far as there is one.</param>
    /// <param name="endSeconds">Time of its last snapshot; null for the run's last.</param>
    public EvenContext(Trajectory observed, FlowChannels channels, double spacingSeconds, int blockSnapshots, bool wholeBlocks = false, double? endSeconds = null)
    {
        (this.observed, this.channels, row) = (observed, channels, observed.Mesh.CellCount * channels.Count);
        double[] times = [.. observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
        var end = endSeconds ?? times[^1];
        var seconds = end - times[0];
        var whole = wholeBlocks ? WholeBlocks(seconds + spacingSeconds, spacingSeconds, blockSnapshots) : 0;
        Blocks = whole > 0 ? whole : WholeBlocks(seconds, spacingSeconds, blockSnapshots);
        Frames = whole > 0 ? whole : 1 + Blocks;
        // What leads in a first whole block that nothing was seen before is the block's own first snapshot.
        stencils = [.. Enumerable.Range(0, 1 + Blocks * blockSnapshots).Select(i => TimeStencil.Of(times, Math.Max(times[0], end - (Blocks * blockSnapshots - i) * spacingSeconds), spacingSeconds))];
    }

    /// <summary>For a checkpoint, as its training runs were seen.</summary>
    public static EvenContext For(Checkpoint checkpoint, Trajectory observed, double? endSeconds = null)
    {
        var codec = checkpoint.Codec;
        var alone = codec.Linear.Config.Centring != FlowCentring.Run && codec.Config.BlocksSeen == 0;
        return new(observed, codec.Linear.Channels, checkpoint.SnapshotSeconds, codec.BlockSnapshots, alone, endSeconds);
    }

    /// <summary>Whole blocks after the first snapshot.</summary>
    public int Blocks { get; }

    /// <summary>Frames that it gives: the last ones of 1 + <see cref="Blocks"/>.</summary>
    public int Frames { get; }

    /// <summary>Snapshots at the even spacing.</summary>
    public int Snapshots => stencils.Length;

    /// <summary>Whether snapshots lie between observed ones.</summary>
    public bool Interpolated => stencils.Any(stencil => stencil.Weights.Length > 1);

    public static int WholeBlocks(double seconds, double spacingSeconds, int blockSnapshots) => (int)Math.Floor(seconds / spacingSeconds + 1e-3) / blockSnapshots;

    /// <summary>Values of some snapshots, row-major [count, cells, channels].</summary>
    public float[] Values(int first, int count)
    {
        var (values, gathered) = (new float[count * row], new Dictionary<int, float[]>());
        for (var i = 0; i < count; i++)
        {
            var stencil = stencils[first + i];
            foreach (var old in gathered.Keys.Where(source => source < stencil.First).ToArray()) gathered.Remove(old);
            stencil.Apply(source => gathered.TryGetValue(source, out var held) ? held : gathered[source] = channels.Gather(observed.Snapshots[source]), values.AsSpan(i * row, row));
        }

        return values;
    }

    /// <summary>The mean of all snapshots. Interpolation is linear in the values, so it is a weighted sum of the observed ones.</summary>
    public RunMean Mean()
    {
        var weights = new double[observed.Count];
        foreach (var stencil in stencils)
        {
            for (var i = 0; i < stencil.Weights.Length; i++) weights[stencil.First + i] += stencil.Weights[i] / stencils.Length;
        }

        var mean = new float[row];
        new TimeStencil(0, weights).Apply(source => channels.Gather(observed.Snapshots[source]), mean);
        return new(PointSet.CellsOf(observed.Mesh), mean);
    }
}

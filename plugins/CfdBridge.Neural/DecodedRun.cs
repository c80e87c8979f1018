using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>
/// Latent frames back to values, by stretches while they are asked for in rising time: a long horizon of a large case
/// need not fit into memory.
/// </summary>
/// <param name="frames">Row-major [frames, L, D]; the first stands for one snapshot, every other for a block of them.</param>
/// <param name="mean">What the codec took off the values; null where it is in its weights.</param>
/// <param name="sharers">Runs that are decoded side by side and share the memory.</param>
sealed class DecodedRun(NeuralCodec codec, MeshCodec mesh, PointSet points, float[] frames, RunMean? mean, int sharers)
{
    const int Values = 1 << 24; // of the stretches of all: 64 MiB
    const int Most = 64;        // frames of a stretch

    readonly Dictionary<int, float[]> stretches = [];
    readonly int frame = codec.Sites * codec.Config.Latent;
    readonly int row = points.Count * codec.Linear.Channels.Count;
    readonly int together = Math.Clamp(Values / (points.Count * codec.Linear.Channels.Count * codec.BlockSnapshots) / sharers, 1, Most);

    /// <summary>Snapshots that the frames hold.</summary>
    public int Snapshots => 1 + (frames.Length / frame - 1) * codec.BlockSnapshots;

    /// <summary>Values of a snapshot [cells, channels]; not of the first.</summary>
    /// <param name="snapshot">Counted from the first frame's only one.</param>
    public ReadOnlyMemory<float> Snapshot(int snapshot)
    {
        var (block, within) = Math.DivRem(snapshot - 1, codec.BlockSnapshots);
        var stretch = block / together;
        if (!stretches.TryGetValue(stretch, out var values))
        {
            foreach (var old in stretches.Keys.Where(one => one < stretch - 1).ToArray()) stretches.Remove(old);
            stretches[stretch] = values = Decoded(1 + stretch * together);
        }

        return values.AsMemory(((block % together) * codec.BlockSnapshots + within) * row, row);
    }

    // A stretch of frames, led in by those that its first one sees and by one that gives a single snapshot.
    float[] Decoded(int first)
    {
        var end = Math.Min(first + together, frames.Length / frame);
        var lead = Math.Min(first, codec.Config.BlocksSeen + 1);
        var blocks = end - first + lead;
        var latents = new Latents(blocks, codec.Sites, codec.Config.Latent, 1 + (blocks - 1) * codec.BlockSnapshots, frames[((first - lead) * frame)..(end * frame)], mean);
        return mesh.Decode(latents, points, skip: 1 + (lead - 1) * codec.BlockSnapshots);
    }
}

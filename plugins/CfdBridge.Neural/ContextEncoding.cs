using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CfdBridge.Models;

namespace CfdBridge.Neural;

// T frames · L sites · D latent numbers
/// <summary>
/// The last blocks of a context to latents. Every block is encoded by itself, with what it sees before it, and kept under
/// the hash of all that went into it: when a run goes on by whole blocks only the new ones are encoded, and whether a
/// block was kept or not the bytes are the same.
/// </summary>
sealed class ContextEncoding(NeuralCodec codec)
{
    const int Kept = 4096; // blocks of 24 sites and 25 numbers: 10 MiB
    const int Together = 1 << 24; // values of the blocks that are encoded at once: 64 MiB

    readonly Dictionary<string, float[]> frames = [];
    readonly Queue<string> oldest = new();
    readonly Lock gate = new();

    /// <summary>Blocks that were not kept from before, over all calls.</summary>
    public int Encoded { get; private set; }

    /// <param name="mesh">The codec on the context's mesh.</param>
    /// <param name="mean">What the codec takes off the values; null where it is in its weights.</param>
    /// <param name="count">Frames wanted: the last ones.</param>
    /// <returns>Row-major [count, L, D].</returns>
    public float[] LastFrames(EvenContext context, Mesh of, MeshCodec mesh, RunMean? mean, int count, CancellationToken cancellationToken)
    {
        var (points, first) = (PointSet.CellsOf(of), context.Blocks + 1 - count);
        var keys = Keys(context, of, mean, first, count);
        var known = keys.Select(KeptUnder).ToArray();
        var together = Math.Max(1, Together / (codec.BlockSnapshots * points.Count * codec.Linear.Channels.Count));
        for (var i = 0; i < count; i++)
        {
            if (known[i] is not null) continue;
            cancellationToken.ThrowIfCancellationRequested();
            var missing = known.Skip(i).Take(together).TakeWhile(one => one is null).Count();
            var lead = Math.Min(first + i, codec.Config.BlocksSeen);
            var made = mesh.EncodeBlocks(points, Values(context, first + i - lead, lead + missing), lead + missing, lead, mean);
            for (var j = 0; j < missing; j++) known[i + j] = Keep(keys[i + j], made[j]);
        }

        return [.. known.SelectMany(latents => latents!)]; // all are known now
    }

    float[]? KeptUnder(string key)
    {
        lock (gate) return frames.GetValueOrDefault(key);
    }

    float[] Keep(string key, float[] made)
    {
        lock (gate)
        {
            Encoded++;
            if (!frames.TryAdd(key, made)) return made; // another case was quicker
            oldest.Enqueue(key);
            if (oldest.Count > Kept) frames.Remove(oldest.Dequeue());
            return made;
        }
    }

    // One for each frame, of all that its latents depend on.
    string[] Keys(EvenContext context, Mesh of, RunMean? mean, int first, int count)
    {
        var earliest = Math.Max(0, first - codec.Config.BlocksSeen);
        byte[] run = [.. MemoryMarshal.AsBytes(of.Id.AsSpan()), .. mean is null ? [] : SHA256.HashData(MemoryMarshal.AsBytes(mean.Values.AsSpan()))];
        byte[][] blocks = [.. Enumerable.Range(earliest, first + count - earliest).Select(frame => SHA256.HashData(MemoryMarshal.AsBytes(Values(context, frame, 1).AsSpan())))];
        return [.. Enumerable.Range(first, count).Select(frame =>
            Convert.ToHexStringLower(SHA256.HashData([.. run, .. blocks[Math.Max(0, frame - codec.Config.BlocksSeen - earliest)..(frame - earliest + 1)].SelectMany(block => block)])))];
    }

    // Of whole blocks [count x snapshots of a block, cells, channels]; the first frame of a run is its first snapshot, held.
    float[] Values(EvenContext context, int first, int count)
    {
        if (first > 0) return context.Values(1 + (first - 1) * codec.BlockSnapshots, count * codec.BlockSnapshots);
        var values = context.Values(0, 1 + (count - 1) * codec.BlockSnapshots);
        return [.. Enumerable.Repeat(values[..(values.Length / (1 + (count - 1) * codec.BlockSnapshots))], codec.BlockSnapshots - 1).SelectMany(snapshot => snapshot), .. values];
    }
}

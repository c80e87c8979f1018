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
        var (points, encoded) = (PointSet.CellsOf(of), new List<float[]>());
        for (var frame = context.Blocks + 1 - count; frame <= context.Blocks; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Led in by the blocks that it sees, and by one that stands for a run's beginning.
            var lead = Math.Min(frame, codec.Config.BlocksSeen + 1);
            var snapshots = 1 + lead * codec.BlockSnapshots;
            var values = context.Values((frame - lead) * codec.BlockSnapshots, snapshots);
            encoded.Add(KeptOr(Key(of, values, mean), () => LastFrame(mesh.Encode(points, values, snapshots, mean))));
        }

        return [.. encoded.SelectMany(latents => latents)];
    }

    static float[] LastFrame(Latents latents) => latents.Values[^(latents.Sites * latents.Width)..];

    float[] KeptOr(string key, Func<float[]> encode)
    {
        lock (gate)
        {
            if (frames.TryGetValue(key, out var kept)) return kept;
        }

        var made = encode();
        lock (gate)
        {
            Encoded++;
            if (!frames.TryAdd(key, made)) return made; // another case was quicker
            oldest.Enqueue(key);
            if (oldest.Count > Kept) frames.Remove(oldest.Dequeue());
            return made;
        }
    }

    static string Key(Mesh mesh, float[] values, RunMean? mean)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(mesh.Id.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        if (mean is not null) hash.AppendData(MemoryMarshal.AsBytes(mean.Values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

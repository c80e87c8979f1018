using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Neural;

// T frames · L sites · D latent numbers
/// <summary>Captured runs of the same dynamics as latents. Each is read and encoded once, piece by piece.</summary>
sealed class AuxiliaryRuns(Checkpoint checkpoint)
{
    const int Piece = 16; // frames that are read and encoded at once

    readonly Dictionary<string, float[]> runs = [];
    readonly Lock gate = new();

    /// <param name="run">Its folder, or its name in the user's library.</param>
    /// <param name="suitability">What the model expects of a run.</param>
    /// <param name="on">The codec on the run's mesh.</param>
    /// <returns>All frames up to its last snapshot, row-major [T, L, D].</returns>
    /// <exception cref="EngineRefusedException">The model could not look at it.</exception>
    /// <exception cref="CaseFormatException">There is no such run, or it is damaged.</exception>
    public float[] Of(string run, Suitability suitability, Func<Trajectory, MeshCodec> on, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!runs.TryGetValue(run, out var frames)) runs[run] = frames = Encoded(Found(run), suitability, on, cancellationToken);
            return frames;
        }
    }

    static ShardReader Found(string run)
    {
        if (Directory.Exists(run)) return new(run);
        var library = Directory.Exists(LibraryFolder.Path) ? ShardReader.Library(LibraryFolder.Path) : [];
        return library.FirstOrDefault(shard => shard.Description.Name == run)
            ?? throw new CaseFormatException(run, $"there is no such folder, nor a run of this name in {LibraryFolder.Path}", NearMatch.Hint(run, library.Select(shard => shard.Description.Name)));
    }

    float[] Encoded(ShardReader shard, Suitability suitability, Func<Trajectory, MeshCodec> on, CancellationToken cancellationToken)
    {
        var (seconds, seen) = (checkpoint.Generator.FrameSeconds, checkpoint.Codec.Config.BlocksSeen);
        var (pieces, more) = (new List<float[]>(), true);
        for (var end = shard.Description.TimesSeconds[^1]; more; end -= Piece * seconds)
        {
            var run = Between(shard, end - (Piece + seen + 1) * seconds, end);
            suitability.ExpectRun(run);
            var context = EvenContext.For(checkpoint, run, end);
            more = context.Frames > Piece;
            pieces.Add(checkpoint.Encoding.LastFrames(context, run.Mesh, on(run), null, Math.Min(context.Frames, Piece), cancellationToken));
        }

        return [.. Enumerable.Reverse(pieces).SelectMany(piece => piece)];
    }

    // Snapshots around a stretch of time, with the fields that the model knows, and those beside it that a cubic looks at.
    Trajectory Between(ShardReader shard, double from, double to)
    {
        const int Beside = 2;
        var times = shard.Description.TimesSeconds;
        var first = Math.Max(0, times.Count(time => time < from) - Beside);
        var end = Math.Min(times.Count, times.Count(time => time <= to) + Beside);
        HashSet<string> known = [.. checkpoint.Codec.Linear.Channels.List.Select(channel => channel.Field)];
        return new([.. shard.Snapshots(first, end - first, stride: 1).Select(snapshot => snapshot.With(new FieldSet(snapshot.Fields.Where(field => known.Contains(field.Name)))))]);
    }
}

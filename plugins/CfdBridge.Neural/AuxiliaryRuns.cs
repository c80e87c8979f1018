using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Neural;

// T frames · L sites · D latent numbers
/// <summary>Captured runs of the same dynamics as latents of their last frames. Each is read and encoded once.</summary>
sealed class AuxiliaryRuns(Checkpoint checkpoint)
{
    readonly Dictionary<string, float[]> runs = [];
    readonly Lock gate = new();

    /// <param name="run">Its folder, or its name in the user's library.</param>
    /// <param name="suitability">What the model expects of a run.</param>
    /// <param name="on">The codec on the run's mesh.</param>
    /// <returns>Row-major [T, L, D]: as many frames as the model looks back at, or all.</returns>
    /// <exception cref="EngineRefusedException">The model could not look at it.</exception>
    /// <exception cref="CaseFormatException">There is no such run, or it is damaged.</exception>
    public float[] Of(string run, Suitability suitability, Func<Trajectory, MeshCodec> on, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!runs.TryGetValue(run, out var frames)) runs[run] = frames = Encoded(Last(Found(run)), suitability, on, cancellationToken);
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

    // As many of its last snapshots as are needed, with the fields that the model knows.
    Trajectory Last(ShardReader shard)
    {
        var (times, codec) = (shard.Description.TimesSeconds, checkpoint.Codec);
        var seconds = ((double)checkpoint.Generator.FramesSeen + codec.Config.BlocksSeen + 1) * checkpoint.Generator.FrameSeconds;
        var first = Math.Max(0, times.Count(time => time < times[^1] - seconds) - 1);
        HashSet<string> known = [.. codec.Linear.Channels.List.Select(channel => channel.Field)];
        return new([.. shard.Snapshots(first, shard.Count - first, stride: 1).Select(snapshot => snapshot.With(new FieldSet(snapshot.Fields.Where(field => known.Contains(field.Name)))))]);
    }

    float[] Encoded(Trajectory run, Suitability suitability, Func<Trajectory, MeshCodec> on, CancellationToken cancellationToken)
    {
        suitability.ExpectRun(run);
        var context = EvenContext.For(checkpoint, run);
        return checkpoint.Encoding.LastFrames(context, run.Mesh, on(run), null, Math.Min(context.Frames, checkpoint.Generator.FramesSeen), cancellationToken);
    }
}

using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>Captured runs to latents by a frozen codec.</summary>
sealed class RunEncoding(NeuralCodec codec, BoundaryRoles roles)
{
    const int Values = 1 << 24;    // held at once: 64 MiB of single precision
    const int LeastBlocks = 2;     // of a context whose mean is taken off
    const int MostBlocks = 25;     // of such a context: what comes after it moves the mean little

    /// <summary>One run from each of its first snapshots on; blocks that the run's end leaves incomplete are left out.</summary>
    /// <param name="features">Whether to tell the geometry: runs differ in it.</param>
    /// <param name="mirror">In which the run is seen; null for the run itself.</param>
    public LatentRun Whole(ShardReader shard, Mirror? mirror, bool features, CancellationToken cancellationToken)
    {
        var run = Seen(shard, mirror);
        var mesh = codec.On(run, run.Read(0, 1), roles);
        var (frames, times) = (new List<Tensor>(), new List<double[]>());
        for (var first = 0; first < Math.Min(codec.BlockSnapshots, run.Snapshots); first++)
        {
            var one = Encoded(run, mesh, null, first, cancellationToken);
            frames.Add(one);
            times.Add(Times(shard, first, (int)one.shape[0]));
        }

        return new(run.Name, Told(shard, mirror), frames, times, features ? mesh.SiteFeatures(null).DetachFromDisposeScope() : null);
    }

    /// <summary>
    /// One run as it looks from several contexts of it, each taken at random: whoever continues a run about its own mean
    /// knows the mean of what it has seen only.
    /// </summary>
    /// <param name="contexts">Their number.</param>
    /// <param name="frames">Frames that follow at least, those of the context counted.</param>
    /// <param name="mirror">In which the run is seen; null for the run itself.</param>
    public IEnumerable<LatentRun> FromContexts(ShardReader shard, Mirror? mirror, int contexts, int frames, Random random, CancellationToken cancellationToken)
    {
        var run = Seen(shard, mirror);
        var mesh = codec.On(run, run.Read(0, 1), roles);
        for (var i = 0; i < contexts; i++)
        {
            var latest = Math.Max(0, run.Snapshots - 1 - (frames - 1) * codec.BlockSnapshots);
            var first = random.Next(latest + 1);
            var blocks = (int)Math.Round(LeastBlocks * Math.Pow((double)MostBlocks / LeastBlocks, random.NextDouble())); // short ones as often as long ones
            var mean = run.About(first, Math.Min(1 + blocks * codec.BlockSnapshots, run.Snapshots - first)).Mean!; // it has one
            var one = Encoded(run, mesh, mean, first, cancellationToken);
            yield return new(run.Name, Told(shard, mirror), [one], [Times(shard, first, (int)one.shape[0])], mesh.SiteFeatures(mean).DetachFromDisposeScope(), FromContext: true);
        }
    }

    FlowRun Seen(ShardReader shard, Mirror? mirror)
    {
        var run = FlowRun.Of(shard, codec.Linear.Channels);
        return mirror?.Of(run, codec.Linear.Channels) ?? run;
    }

    static IReadOnlyDictionary<string, double> Told(ShardReader shard, Mirror? mirror) => mirror?.Of(shard.Description.Parameters) ?? shard.Description.Parameters;

    double[] Times(ShardReader shard, int first, int count) => [.. Enumerable.Range(0, count).Select(frame => shard.Description.TimesSeconds[first + frame * codec.BlockSnapshots])];

    // To the run's end, in pieces, each led in by the frames that its first one sees, and by one that stands for a run's beginning.
    Tensor Encoded(FlowRun run, MeshCodec mesh, RunMean? mean, int first, CancellationToken cancellationToken)
    {
        var count = 1 + (run.Snapshots - 1 - first) / codec.BlockSnapshots;
        var together = Math.Max(1, Values / (run.Mesh.CellCount * codec.Linear.Channels.Count * codec.BlockSnapshots));
        using var scope = NewDisposeScope();
        var pieces = new List<Tensor>();
        for (var frame = 0; frame < count; frame += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (lead, end) = (Math.Max(0, frame - codec.Config.BlocksSeen - 1), Math.Min(count, frame + together));
            var snapshots = (end - lead - 1) * codec.BlockSnapshots + 1;
            var latents = mesh.Encode(PointSet.CellsOf(run.Mesh), run.Read(first + lead * codec.BlockSnapshots, snapshots), snapshots, mean);
            pieces.Add(tensor(latents.Values, [latents.Blocks, latents.Sites, latents.Width]).narrow(0, frame - lead, end - frame));
        }

        return cat([.. pieces]).DetachFromDisposeScope();
    }
}

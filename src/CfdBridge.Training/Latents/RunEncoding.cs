using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>Captured runs to latents by a frozen codec.</summary>
sealed class RunEncoding(NeuralCodec codec, BoundaryRoles roles)
{
    const int Values = 1 << 24; // held at once: 64 MiB of single precision

    /// <summary>One run from each of its first snapshots on; blocks that the run's end leaves incomplete are left out.</summary>
    /// <param name="shapes">Whether runs differ in their geometry.</param>
    public LatentRun Of(ShardReader shard, bool shapes, CancellationToken cancellationToken)
    {
        var run = FlowRun.Of(shard, codec.Linear.Channels);
        var mesh = codec.On(run, run.Read(0, 1), roles);
        var (frames, times) = (new List<Tensor>(), new List<double[]>());
        for (var first = 0; first < Math.Min(codec.BlockSnapshots, run.Snapshots); first++)
        {
            var count = 1 + (run.Snapshots - 1 - first) / codec.BlockSnapshots;
            frames.Add(Encoded(run, mesh, first, count, cancellationToken));
            times.Add([.. Enumerable.Range(0, count).Select(frame => shard.Description.TimesSeconds[first + frame * codec.BlockSnapshots])]);
        }

        return new(run.Name, shard.Description.Parameters, frames, times, shapes ? mesh.SiteSurroundings().DetachFromDisposeScope() : null);
    }

    // In pieces, each led in by the frames that its first one sees, and by one that stands for a run's beginning.
    Tensor Encoded(FlowRun run, MeshCodec mesh, int first, int count, CancellationToken cancellationToken)
    {
        var together = Math.Max(1, Values / (run.Mesh.CellCount * codec.Linear.Channels.Count * codec.BlockSnapshots));
        using var scope = NewDisposeScope();
        var pieces = new List<Tensor>();
        for (var frame = 0; frame < count; frame += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (lead, end) = (Math.Max(0, frame - codec.Config.BlocksSeen - 1), Math.Min(count, frame + together));
            var snapshots = (end - lead - 1) * codec.BlockSnapshots + 1;
            var latents = mesh.Encode(PointSet.CellsOf(run.Mesh), run.Read(first + lead * codec.BlockSnapshots, snapshots), snapshots);
            pieces.Add(tensor(latents.Values, [latents.Blocks, latents.Sites, latents.Width]).narrow(0, frame - lead, end - frame));
        }

        return cat([.. pieces]).DetachFromDisposeScope();
    }
}

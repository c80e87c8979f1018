using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>Draws clips of a run and lifts them to the codec's grid.</summary>
sealed class ClipDraw(NeuralCodec codec, int clipBlocks, BoundaryRoles roles)
{
    /// <summary>Draws clips at random times, at a share of the points; shares below 1 vary by a tenth.</summary>
    /// <returns>The clips, and what they hold at all cells, row-major [clips x snapshots, cells, channels].</returns>
    public (ClipSet Set, float[] Values) Of(FlowRun run, int clips, double share, Random random)
    {
        var all = PointSet.CellsOf(run.Mesh);
        var (row, held) = (run.Mesh.CellCount * codec.Linear.Channels.Count, codec.BlockSnapshots * clipBlocks);
        var values = new float[clips * held * row];
        for (var clip = 0; clip < clips; clip++) Clip(run, random, held).CopyTo(values, clip * held * row);
        var mesh = codec.On(run, values.AsSpan(0, row), roles);
        var points = share >= 1 ? all : Thinned.Points(run.Mesh, Math.Min(1, share * (0.9 + 0.2 * random.NextDouble())), random);
        using var scope = NewDisposeScope();
        var truth = Coefficients(all, values, clips, held);
        var thinned = points.Cells is null ? values : Thinned.Values(values, points.Cells, row, codec.Linear.Channels.Count);
        var seen = points.Cells is null ? truth : Coefficients(points, thinned, clips, held);
        var around = codec.Network.Gathers ? mesh.NeighbourhoodOf(points) : null;
        var centred = around is null ? null : tensor(codec.Linear.Centred(points, thinned, clips * held), [points.Count, clips, clipBlocks, held / clipBlocks * codec.Linear.Channels.Count]).to(ScalarType.Float16).DetachFromDisposeScope();
        return (new(run.Name, mesh.Surroundings, around, centred, seen.DetachFromDisposeScope(), truth.DetachFromDisposeScope()), values);
    }

    // Snapshots [held, cells, channels]: the first of a random stretch alone, then the rest of it.
    float[] Clip(FlowRun run, Random random, int held)
    {
        var alone = codec.BlockSnapshots - 1;
        var length = Math.Min(run.Snapshots, held - alone);
        var read = run.Read(random.Next(run.Snapshots - length + 1), length);
        var row = read.Length / length;
        var clip = new float[held * row];
        for (var t = 0; t < held; t++) read.AsSpan(Math.Clamp(t - alone, 0, length - 1) * row, row).CopyTo(clip.AsSpan(t * row));
        return clip;
    }

    Tensor Coefficients(PointSet points, float[] values, int clips, int held) => tensor(
        codec.Linear.Coefficients(points, values, clips * held, codec.BlockSnapshots), [clips, clipBlocks, codec.Sites, codec.Linear.SiteCoefficients]);
}

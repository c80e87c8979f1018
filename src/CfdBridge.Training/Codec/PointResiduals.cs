using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// F frames · P patches · N points · V numbers at a point in a block
/// <summary>
/// What the frozen codec leaves over at the cells of the training runs, from all points, and what the point decoder may
/// read to make up for it. Nothing else of the codec takes part any more, so it is worked out once.
/// </summary>
sealed class PointResiduals : IDisposable
{
    const int SnapshotValues = 1 << 28; // all sets together: half a GiB in half precision

    const double Least = 1e-10; // keeps the root's slope finite

    readonly List<Residual> residuals = [];
    readonly CodecTrainingOptions options;
    readonly double energy;

    public PointResiduals(NeuralCodec codec, IReadOnlyList<FlowRun> runs, CodecTrainingOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        this.options = options;
        var draws = new ClipDraw(codec, options.ClipBlocks, new(options.Roles));
        var clip = options.ClipBlocks * codec.BlockSnapshots * codec.Linear.Channels.Count * runs.Average(run => (double)run.Mesh.CellCount);
        var clips = Math.Clamp((int)(SnapshotValues / (clip * runs.Count)), 1, options.ClipsPerSet);
        for (var i = 0; i < runs.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            residuals.Add(Of(codec, runs[i], draws.Of(runs[i], clips, 1, Seeds.Of(options.Seed, i, options.Shares.Count))));
            progress.Report((i + 1.0) / runs.Count);
        }

        using var scope = NewDisposeScope();
        energy = residuals.Average(one => (one.Left.to(ScalarType.Float32).square() * one.Volumes.reshape(-1, 1, 1)).mean().item<float>());
    }

    /// <summary>The norm of what is left of each frame drawn for this step, on the points drawn.</summary>
    public Tensor Loss(NeuralCodec codec, int step)
    {
        using var scope = NewDisposeScope();
        var random = Seeds.Of(options.Seed, (int)CodecStageKind.Points, step);
        var losses = new List<Tensor>();
        for (var i = 0; i < options.BatchSets; i++)
        {
            var one = residuals[random.Next(residuals.Count)];
            var points = tensor(Enumerable.Range(0, options.BatchPoints).Select(_ => (long)random.Next(one.Places.Count)).ToArray());
            var frames = tensor(Enumerable.Range(0, options.BatchClips * 2).Select(_ => (long)random.Next((int)one.Patches.shape[0])).ToArray());
            var places = one.Places;
            var added = codec.Network.Correct(one.Patches.index_select(0, frames), places.Coordinates.index_select(0, points), places.Around.index_select(0, points), places.Surroundings.index_select(0, points));
            var left = one.Left.index_select(0, points).index_select(1, frames).to(ScalarType.Float32);
            losses.Add((((left - added).square() * one.Volumes.index_select(0, points).reshape(-1, 1, 1)).mean([0, 2]) / energy + Least).sqrt().mean());
        }

        return stack([.. losses]).mean().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var one in residuals)
        {
            one.Patches.Dispose();
            one.Left.Dispose();
            one.Volumes.Dispose();
        }
    }

    static Residual Of(NeuralCodec codec, FlowRun run, (ClipSet Set, float[] Values) drawn)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (points, mesh) = (PointSet.CellsOf(run.Mesh), codec.On(run.Mesh));
        var (coefficients, patches) = drawn.Set.RoundTrip(codec);
        var snapshots = (int)patches.shape[0] * codec.BlockSnapshots;
        var grid = codec.Linear.FromCoefficients(coefficients.contiguous().data<float>().ToArray(), snapshots, points);
        Tensor Centred(float[] values) => tensor(codec.Linear.Centred(points, values, snapshots), [points.Count, patches.shape[0], codec.BlockSnapshots * codec.Linear.Channels.Count]);
        var left = Centred(drawn.Values) - Centred(grid);
        var mean = run.Mesh.CellVolumes.Average();
        return new(
            mesh.PlacesOf(points), patches.DetachFromDisposeScope(), left.to(ScalarType.Float16).DetachFromDisposeScope(),
            tensor(Array.ConvertAll(run.Mesh.CellVolumes, volume => (float)(volume / mean))).DetachFromDisposeScope());
    }

    /// <param name="Places">Of all cells.</param>
    /// <param name="Patches">What may be read [F, P, width].</param>
    /// <param name="Left">What the grid leaves over, centred and scaled, in half precision [N, F, V].</param>
    /// <param name="Volumes">Of the cells, over their mean [N].</param>
    sealed record Residual(PointPlaces Places, Tensor Patches, Tensor Left, Tensor Volumes);
}

using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>
/// Holds codecs against each other and against simple ones on runs that none of them was fitted to: whole runs, encoded
/// from all points or some, judged at all cells.
/// </summary>
public sealed class CodecEvaluator(string library, IReadOnlyList<ShardReader> runs, IReadOnlyList<double> shares, BoundaryRoles roles, int meanOf, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
{
    const int Seed = 30; // of the points that are kept: the same for all codecs

    readonly List<CodecScore> scores = [];

    public CodecEvaluation Result => new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(library))), [.. scores]);

    /// <summary>Scores a neural codec.</summary>
    /// <param name="name">What it is called in the tables; scores of the same name and size are averaged.</param>
    /// <param name="codec">The codec.</param>
    public void Add(string name, NeuralCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Each(Centred(name, codec.Linear), codec.Linear.Channels, (run, points, values, all) =>
        {
            var mesh = codec.On(run, run.Read(run.Snapshots / 2, 1), roles);
            var latents = mesh.Encode(points, values, run.Snapshots, MeanOf(codec.Linear, points, values, run));
            return new(mesh.Decode(latents, all), codec.Config.Latent, latents.Numbers);
        });
    }

    /// <summary>Scores a linear codec.</summary>
    public void Add(LinearCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Each(Centred("linear", codec), codec.Channels, (run, points, values, all) =>
        {
            var latents = codec.Encode(points, values, run.Snapshots, MeanOf(codec, points, values, run));
            return new(codec.Decode(latents, all), latents.Width, latents.Numbers);
        });
    }

    /// <summary>Scores what goes to a codec's grid and back without any code: no codec on this grid can be better.</summary>
    public void AddGridAlone(LinearCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Each("grid alone", codec.Channels, (run, points, values, all) => new(codec.GridAlone(points, values, run.Snapshots, all), 0, (long)run.Snapshots * all.Count * codec.Channels.Count));
    }

    /// <summary>Scores a global decomposition, which needs all points.</summary>
    public void Add(GlobalPod pod, FlowChannels channels, int blockSnapshots)
    {
        ArgumentNullException.ThrowIfNull(pod);
        Each("global POD", channels, (run, points, values, _) => points.Cells is not null
            ? null
            : new(pod.RoundTrip(values, run.Snapshots), pod.Modes, (long)pod.Modes * ((run.Snapshots + blockSnapshots - 1) / blockSnapshots)));
    }

    // As it is known when a run has come so far.
    RunMean? MeanOf(LinearCodec codec, PointSet points, float[] values, FlowRun run)
    {
        var snapshots = meanOf > 0 ? Math.Min(meanOf, run.Snapshots) : run.Snapshots;
        return codec.MeanOf(points, values.AsSpan(0, snapshots * points.Count * codec.Channels.Count), snapshots);
    }

    string Centred(string name, LinearCodec codec) => codec.Config.Centring == FlowCentring.Run && meanOf > 0 ? $"{name}, mean of {meanOf}" : name;

    void Each(string name, FlowChannels channels, Func<FlowRun, PointSet, float[], PointSet, Decoded?> roundTrip)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            var run = FlowRun.Of(runs[i], channels);
            var (truth, all) = (run.Read(0, run.Snapshots), PointSet.CellsOf(run.Mesh));
            foreach (var share in shares)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var points = share >= 1 ? all : Thinned.Points(run.Mesh, share, Seeds.Of(Seed, i));
                var known = points.Cells is null ? truth : Thinned.Values(truth, points.Cells, run.Mesh.CellCount * channels.Count, channels.Count);
                if (roundTrip(run, points, known, all) is not { } decoded) continue;
                var relative = FieldErrors.Relative(truth, decoded.Values, run.Mesh, channels, _ => true);
                var fluctuation = FieldErrors.Fluctuation(truth, decoded.Values, run.Mesh, channels, _ => true);
                var compression = Compression.Of(run.Mesh.CellCount, channels.Count, run.Snapshots, decoded.Numbers);
                scores.Add(new(name, decoded.Latent, compression, run.Name, share, relative.ToDictionary(one => one.Key, one => new FieldError(100 * one.Value, 100 * fluctuation[one.Key]))));
            }

            progress.Report(new(name, i + 1, runs.Count, double.NaN));
        }
    }

    /// <param name="Values">Row-major [snapshots, cells, channels].</param>
    /// <param name="Latent">Size of the code.</param>
    /// <param name="Numbers">Numbers kept of the run.</param>
    sealed record Decoded(float[] Values, int Latent, long Numbers);
}

using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The errors of a codec at the cells of held-out runs, from all points and from half of them.</summary>
sealed class CodecValidation
{
    const int Clips = 6;
    const int Seed = 20; // the same clips whatever the training's seed, so that trainings compare

    static readonly double[] Shares = [1, 0.5];

    readonly NeuralCodec codec;
    readonly List<(FlowRun Run, double Share, ClipSet Set, float[] Values)> clips = [];
    readonly int clipBlocks;

    public CodecValidation(NeuralCodec codec, IReadOnlyList<FlowRun> runs, CodecTrainingOptions options)
    {
        (this.codec, clipBlocks) = (codec, options.ClipBlocks);
        var draws = new ClipDraw(codec, options.ClipBlocks, new(options.Roles));
        for (var i = 0; i < runs.Count; i++)
        {
            foreach (var share in Shares)
            {
                var (set, values) = draws.Of(runs[i], Clips, share, Seeds.Of(Seed, i));
                clips.Add((runs[i], share, set, values));
            }
        }
    }

    /// <summary>Mean relative L2 errors in percent by field; those from half of the points carry it in their name.</summary>
    public IReadOnlyDictionary<string, double> Errors()
    {
        var sums = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var (run, share, set, values) in clips)
        {
            var decoded = Decoded(run, set);
            foreach (var (field, error) in FieldErrors.Relative(run.Whole(values), run.Whole(decoded), run.Mesh, codec.Linear.Channels, Counts))
            {
                var name = share < 1 ? $"{field} from {share:P0}" : field;
                if (!sums.TryGetValue(name, out var all)) sums[name] = all = [];
                all.Add(100 * error);
            }
        }

        return sums.ToDictionary(sum => sum.Key, sum => sum.Value.Average());
    }

    // A clip's first block holds its first snapshot alone, as the last of four.
    bool Counts(int snapshot) => snapshot % (clipBlocks * codec.BlockSnapshots) >= codec.BlockSnapshots - 1;

    float[] Decoded(FlowRun run, ClipSet set)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (coefficients, patches) = set.RoundTrip(codec);
        return codec.On(run.Mesh).AtPoints(coefficients, patches, PointSet.CellsOf(run.Mesh));
    }
}

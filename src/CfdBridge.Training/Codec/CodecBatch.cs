using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// B clips · T blocks in time · L sites · K coefficients of a site · P patches · N points · V numbers at a point in a block
/// <summary>What one step sees.</summary>
/// <param name="Seen">Coefficients of the points that are known [B, T, L, K].</param>
/// <param name="Truth">Coefficients of all points [B, T, L, K].</param>
/// <param name="Surroundings">[B, P, nodes x channels].</param>
/// <param name="Points">For each set its neighbourhood and values [N, its clips x T, V].</param>
sealed record CodecBatch(Tensor Seen, Tensor Truth, Tensor Surroundings, IReadOnlyList<(PointNeighbourhood Around, Tensor Values)> Points)
{
    /// <summary>Draws the batch of a step; tensors belong to the caller's scope.</summary>
    public static CodecBatch Draw(CodecTrainingSet training, CodecStage stage, int step, CodecTrainingOptions options)
    {
        var random = Seeds.Of(options.Seed, (int)stage.Kind, step, 7);
        var single = stage.Kind == CodecStageKind.Frames;
        var sets = single ? training.WholeSets : training.Sets;
        var (seen, truth, around, points) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>(), new List<(PointNeighbourhood, Tensor)>());
        for (var i = 0; i < options.BatchSets; i++)
        {
            var set = sets[random.Next(sets.Count)];
            var clips = Math.Min(options.BatchClips, set.Clips);
            var order = Enumerable.Range(0, set.Clips).Select(clip => (long)clip).ToArray();
            random.Shuffle(order);
            var chosen = tensor(order[..clips]);
            var times = set.Coefficients.shape[1];
            Tensor Pick(Tensor clipsOf) => single ? clipsOf.index_select(0, chosen).flatten(0, 1).unsqueeze(1) : clipsOf.index_select(0, chosen);
            seen.Add(Pick(set.Coefficients));
            truth.Add(Pick(set.Truth));
            var rows = single ? clips * times : clips;
            around.Add(set.Surroundings.expand(rows, set.Surroundings.shape[1], set.Surroundings.shape[2]));
            if (set.Around is not null && set.Values is not null) points.Add((set.Around, set.Values.index_select(1, chosen).flatten(1, 2).to(ScalarType.Float32)));
        }

        return new(cat([.. seen]), cat([.. truth]), cat([.. around]), points);
    }

    /// <summary>The points gathered around the patches [F, P, H x V]; null where the network does not look at them.</summary>
    public Tensor? Gathered(CodecNetwork network) => Points.Count == 0 ? null : cat([.. Points.Select(set => network.Gather(set.Around, set.Values))]);
}

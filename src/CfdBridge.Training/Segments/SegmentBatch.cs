using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// B batch · T frames · L sites · D latent numbers
/// <summary>What one step sees.</summary>
/// <param name="Given">What the network is given.</param>
/// <param name="Clean">What it should predict [B, T, L, D].</param>
/// <param name="Noisy">Where the flow stands [B, T, L, D].</param>
/// <param name="FlowTime">[B].</param>
/// <param name="Parameters">Of the runs, normalised [B, P].</param>
/// <param name="Hidden">1 where a parameter is not told and could be read from known frames, else 0 [B, P].</param>
sealed record SegmentBatch(GivenSegment Given, Tensor Clean, Tensor Noisy, Tensor FlowTime, Tensor Parameters, Tensor Hidden)
{
    const double DevelopedShownAlone = 0.9; // where nothing else is known

    /// <summary>Some of its segments.</summary>
    public SegmentBatch Rows(RowShare rows) => new(
        new(rows.Of(Given.Known), rows.Of(Given.Mask), rows.Of(Given.Times), rows.Of(Given.Conditions), Given.Geometry is { } geometry ? rows.Of(geometry) : null),
        rows.Of(Clean), rows.Of(Noisy), rows.Of(FlowTime), rows.Of(Parameters), rows.Of(Hidden));

    /// <summary>Draws segments, tasks and noise; tensors belong to the caller's scope.</summary>
    /// <param name="mixed">Whether some batches have noise to remove.</param>
    /// <param name="random">Seeded for this step.</param>
    public static SegmentBatch Draw(StretchSet set, SegmentModel model, SegmentTrainingOptions options, bool mixed, Random random)
    {
        var noiseFree = !mixed || random.NextDouble() < options.NoiseFreeShare;
        var (segments, masks, levels, told) = (new List<LatentStretch>(), new List<bool>(), new List<float>(), new List<float>());
        var (parameters, hidden) = (new List<float>(), new List<float>());
        for (var i = 0; i < options.Batch; i++)
        {
            var segment = set.Draw(random, options.TransientShare);
            var task = options.Tasks.Draw(random);
            var level = random.NextDouble() < options.ContextNoiseShare ? options.ContextNoise * Math.Pow(random.NextDouble(), 2) : 0;
            segments.Add(segment);
            var mask = SegmentTasks.Mask(task, model.Config.Frames, random);
            var developedShown = task == SegmentTask.Unconditional ? Math.Max(DevelopedShownAlone, options.DevelopedShown) : options.DevelopedShown;
            var shown = segment.Shown(model.Conditions, options.ParametersShown, developedShown, random);
            masks.AddRange(mask);
            levels.Add((float)level);
            told.AddRange(model.Conditions.Vector(shown, level));
            foreach (var one in model.Conditions.Parameters)
            {
                var has = segment.Run.Parameters.TryGetValue(one.Name, out var value);
                parameters.Add(has ? one.Normalised(value) : 0);
                hidden.Add(has && mask.Contains(true) && !shown.Parameters.ContainsKey(one.Name) ? 1 : 0);
            }
        }

        long[] frames = [segments.Count, model.Config.Frames];
        using var generator = new Generator((ulong)random.Next());
        var clean = stack(segments.Select(segment => segment.Frames));
        var share = tensor(levels.ToArray()).reshape(-1, 1, 1, 1);
        var known = (1 - share) * clean + share * randn(clean.shape, generator: generator);
        var times = tensor(segments.SelectMany(segment => segment.Times).ToArray(), frames);
        var geometry = segments.Any(segment => segment.Run.Geometry is null) ? null : stack(segments.Select(segment => segment.Run.Geometry!)); // none is null
        var given = new GivenSegment(known, tensor(masks.ToArray(), frames), times, tensor(told.ToArray(), [segments.Count, model.Conditions.Width]), geometry);
        long[] each = [segments.Count, model.Conditions.Parameters.Count];
        var (truth, asked) = (tensor(parameters.ToArray(), each), tensor(hidden.ToArray(), each));
        if (noiseFree) return new(given, clean, zeros_like(clean), zeros(segments.Count), truth, asked);
        var flowTime = tensor(FlowMatching.DrawTimes(segments.Count, random));
        return new(given, clean, FlowMatching.Path(randn(clean.shape, generator: generator), clean, flowTime), flowTime, truth, asked);
    }
}

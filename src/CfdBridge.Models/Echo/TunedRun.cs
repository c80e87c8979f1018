using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · D latent numbers · C conditions · G geometry channels
/// <summary>The frames of one run, as a tuning asks for them: stretches with hidden ends, and the forecast of what was kept aside.</summary>
sealed class TunedRun
{
    readonly SegmentModel model;
    readonly RunKnowledge told;
    readonly Tensor[] stretches;    // scaled, each [T, L, D]
    readonly Tensor context;        // scaled [1, T, L, D]
    readonly Tensor held;           // scaled [1, H, L, D]
    readonly Tensor? geometry;      // scaled [1, L, G]
    readonly int length;

    public TunedRun(SegmentModel model, TuningFrames run, RunKnowledge told)
    {
        (this.model, this.told) = (model, told);
        stretches = [.. run.Stretches.Select(model.Scaling.Scaled)];
        (context, held) = (model.Scaling.Scaled(run.Before).unsqueeze(0), model.Scaling.Scaled(run.Held).unsqueeze(0));
        geometry = run.Sites is { } sites ? model.FeatureScaling!.Scaled(sites).unsqueeze(0) : null; // told of them where the model asks
        length = (int)Math.Min(model.Config.Frames, stretches.Min(one => one.shape[0]));
    }

    /// <summary>Relative error of the forecast of the frames kept aside, the mean of those from a long and from a short context.</summary>
    public double HeldError()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var vector = tensor(model.Conditions.Vector(told, 0)).unsqueeze(0);
        var longest = (int)Math.Min(3 * model.Config.Frames / 4, context.shape[1]);
        int[] contexts = [longest, Math.Max(1, longest / 2)];
        return contexts.Distinct().Average(frames =>
        {
            var forecast = new SegmentGenerator(model).Chained(context.narrow(1, context.shape[1] - frames, frames), vector, (int)held.shape[1], new(), geometry);
            return Math.Sqrt(((forecast - held).square().sum() / held.square().sum()).item<float>());
        });
    }

    /// <summary>Stretches with their ends hidden, and these whole [B, T, L, D].</summary>
    public (GivenSegment Given, Tensor Clean) Draw(TuningOptions options, Random random)
    {
        var (clean, masks, levels, vectors) = (new List<Tensor>(), new List<bool>(), new List<float>(), new List<float>());
        for (var i = 0; i < options.Batch; i++)
        {
            var stretch = stretches[random.Next(stretches.Length)];
            var level = random.NextDouble() < options.ContextNoiseShare ? options.ContextNoise * Math.Pow(random.NextDouble(), 2) : 0;
            clean.Add(stretch.narrow(0, random.Next((int)stretch.shape[0] - length + 1), length));
            masks.AddRange(SegmentTasks.Mask(SegmentTask.Forward, length, random));
            levels.Add((float)level);
            vectors.AddRange(model.Conditions.Vector(told, level));
        }

        using var generator = new Generator((ulong)random.Next());
        var whole = stack(clean);
        var share = tensor(levels.ToArray()).reshape(-1, 1, 1, 1);
        var known = (1 - share) * whole + share * randn(whole.shape, generator: generator);
        var times = tensor(Enumerable.Range(0, length).Select(t => (float)t).ToArray()).unsqueeze(0).expand(options.Batch, length);
        var sites = geometry?.expand([options.Batch, .. geometry.shape[1..]]);
        return (new(known, tensor(masks.ToArray(), [options.Batch, length]), times, tensor(vectors.ToArray(), [options.Batch, model.Conditions.Width]), sites), whole);
    }
}

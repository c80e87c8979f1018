using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// B batch
/// <summary>What one step sees.</summary>
/// <param name="Clip">Clips, with or without another trajectory before each.</param>
/// <param name="Draws">Noise and masks.</param>
sealed record EnmaBatch(EnmaClip Clip, EnmaDraws Draws)
{
    public IEnumerable<Tensor> Tensors => [Clip.Frames, Clip.Conditions, .. Clip.Context, Draws.Level, Draws.HistoryNoise, Draws.Masked, Draws.FlowNoise, Draws.FlowTimes];

    /// <summary>Some of its clips.</summary>
    public EnmaBatch Rows(RowShare rows)
    {
        var frames = Clip.Frames.shape[1];
        var tokens = Draws.FlowTimes.shape[1] / Clip.Frames.shape[0]; // of a clip
        return new(
            new(rows.Of(Clip.Frames), rows.Of(Clip.Conditions)) { Context = [.. Clip.Context.Select(one => rows.Of(one))] },
            new(rows.Of(Draws.Level), rows.Of(Draws.HistoryNoise), rows.Of(Draws.Masked, each: frames), rows.Of(Draws.FlowNoise, 1, tokens), rows.Of(Draws.FlowTimes, 1, tokens)));
    }

    /// <summary>Draws clips, what is told of their runs, and noise; tensors belong to the caller's scope.</summary>
    /// <param name="random">Seeded for this step.</param>
    public static EnmaBatch Draw(StretchSet set, EnmaModel model, EnmaTrainingOptions options, Random random)
    {
        var inContext = random.NextDouble() < options.InContextShare && set.LongestBeside >= LeastBeside(options);
        var clip = inContext ? InContext(set, model, options, random) : Alone(set, model, options, random);
        using var generator = new Generator((ulong)random.Next());
        return new(clip, EnmaDraws.Of(model.Config, clip, generator));
    }

    /// <summary>Frames of another trajectory, at least: half a clip.</summary>
    public static int LeastBeside(EnmaTrainingOptions options) => options.Frames / 2;

    /// <summary>At most a clip; where it begins like the clip half of one more, which is what followed there.</summary>
    public static int MostBeside(EnmaTrainingOptions options, StretchSet set, bool alike) => Math.Min(alike ? 3 * options.Frames / 2 : options.Frames, set.LongestBeside);

    static EnmaClip Alone(StretchSet set, EnmaModel model, EnmaTrainingOptions options, Random random)
    {
        LatentStretch[] drawn = [.. Enumerable.Range(0, options.Batch).Select(_ => set.Draw(random, options.TransientShare))];
        return Told(drawn, model, options, options.ParametersShown, random);
    }

    static EnmaClip InContext(StretchSet set, EnmaModel model, EnmaTrainingOptions options, Random random)
    {
        var alike = random.NextDouble() < options.AlikeShare;
        var beside = random.Next(LeastBeside(options), MostBeside(options, set, alike) + 1);
        int Alike() => alike ? Math.Min(beside, random.Next(options.Frames / 4, 3 * options.Frames / 4 + 1)) : 0; // as many frames as are known where it is used
        (LatentStretch Stretch, Tensor Other)[] drawn = [.. Enumerable.Range(0, options.Batch).Select(_ => set.DrawWithOther(beside, Alike(), random))];
        return Told([.. drawn.Select(one => one.Stretch)], model, options, options.ParametersShownInContext, random) with { Context = [stack(drawn.Select(one => one.Other))] };
    }

    static EnmaClip Told(LatentStretch[] drawn, EnmaModel model, EnmaTrainingOptions options, double parametersShown, Random random)
    {
        float[] told = [.. drawn.SelectMany(one => model.Conditions.Vector(one.Shown(model.Conditions, parametersShown, options.DevelopedShown, random)))];
        return new(stack(drawn.Select(one => one.Frames)), tensor(told, [drawn.Length, model.Conditions.KnownWidth]));
    }
}

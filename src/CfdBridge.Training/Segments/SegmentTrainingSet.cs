using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// T frames · L sites · D latent numbers
/// <summary>Segments of runs, beginning at any snapshot.</summary>
sealed class SegmentTrainingSet
{
    const double ContextFirst = 0.5; // share of segments that begin with the context whose mean is taken off, where there is one

    readonly SegmentModel model;
    readonly List<Stretch> stretches = [];

    /// <param name="runs">In latents as the codec gives them; those shorter than a segment are left out.</param>
    public SegmentTrainingSet(SegmentModel model, IEnumerable<LatentRun> runs)
    {
        this.model = model;
        using var scope = NewDisposeScope();
        foreach (var run in runs)
        {
            Stretch[] own = [.. run.Frames.Zip(run.TimesSeconds)
                .Where(pair => pair.First.shape[0] >= model.Config.Frames)
                .Select(pair => (Scaled: model.Scaling.Scaled(pair.First).DetachFromDisposeScope(), pair.Second))
                .Select(pair => new Stretch(run, pair.Scaled, pair.Second, DevelopedState.FirstFrame(pair.Scaled, model.Config.Frames), run.Geometry is { } told ? model.FeatureScaling!.Scaled(told).DetachFromDisposeScope() : null))]; // told, so scaled
            stretches.AddRange(own);
        }
    }

    /// <summary>Runs that are long enough.</summary>
    public int Runs => stretches.Select(stretch => stretch.Run.Name).Distinct().Count();

    /// <summary>Different segments of all runs.</summary>
    public int Segments => stretches.Sum(stretch => Places(stretch));

    /// <summary>Any segment, all runs alike.</summary>
    /// <param name="transient">Share of those that begin before a run has settled.</param>
    public Segment Draw(Random random, double transient)
    {
        var run = stretches[random.Next(stretches.Count)];
        var places = run.Developed is > 0 and { } settled && random.NextDouble() < transient ? Math.Min(settled, Places(run)) : Places(run);
        var start = run.Run.FromContext && random.NextDouble() < ContextFirst ? 0 : random.Next(places);
        var (frames, end) = (model.Config.Frames, start + model.Config.Frames);
        bool? developed = run.Developed is not { } first ? null : start >= first ? true : end <= first ? false : null;
        return new(
            run.Scaled.narrow(0, start, frames),
            [.. run.TimesSeconds[start..end].Select(time => (float)((time - run.TimesSeconds[start]) / model.FrameSeconds))],
            run.Run.Parameters,
            developed,
            run.Geometry);
    }

    int Places(Stretch run) => (int)run.Scaled.shape[0] - model.Config.Frames + 1;

    /// <summary>One segment.</summary>
    /// <param name="Frames">Scaled latents [T, L, D].</param>
    /// <param name="Times">From the first on, in usual spacings of frames.</param>
    /// <param name="Developed">Whether the flow has settled by then; null where that cannot be said.</param>
    /// <param name="Geometry">Scaled [L, G].</param>
    public sealed record Segment(Tensor Frames, float[] Times, IReadOnlyDictionary<string, double> Parameters, bool? Developed, Tensor? Geometry);

    sealed record Stretch(LatentRun Run, Tensor Scaled, double[] TimesSeconds, int? Developed, Tensor? Geometry);
}

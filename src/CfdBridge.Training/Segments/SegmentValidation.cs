using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// R forecasts · T frames · L sites · D latent numbers · C conditions
/// <summary>
/// Errors on the runs held out, relative L2 in scaled latents: mean forecasts chained over two segments, from short and
/// from long contexts; once noise is trained too, what is left of it.
/// </summary>
sealed class SegmentValidation : IDisposable
{
    const int Forecasts = 4; // of each run
    const int Batches = 2;   // of segments with noise
    const int Seed = 20;     // the same noise whatever the training's seed, so that trainings compare

    readonly SegmentModel model;
    readonly List<Tensor> before = []; // of each forecast the longest context [T, L, D]
    readonly List<Tensor> after = [];  // and what follows
    readonly List<SegmentBatch> noisy = [];
    readonly Tensor told;              // [R, C]
    readonly Tensor? geometry;         // [R, L, G]
    readonly int longest;
    readonly int horizon;

    /// <exception cref="CaseFormatException">No run held out is long enough.</exception>
    public SegmentValidation(SegmentModel model, IReadOnlyList<LatentRun> heldOut, SegmentTrainingOptions options, string library)
    {
        this.model = model;
        longest = 3 * model.Config.Frames / 4;
        LatentRun[] enough = [.. heldOut.Where(run => run.Frames[0].shape[0] > longest)];
        if (enough.Length == 0) throw new CaseFormatException(library, $"no run held out has more than {longest} frames, so nothing could choose the best weights", "Hold out a longer run, or take a smaller --frames.");
        if (enough.Where(run => run.Frames[0].shape[0] >= longest + model.Config.Frames).ToArray() is { Length: > 0 } far) enough = far; // the farther ahead the better
        horizon = (int)Math.Min(2 * model.Config.Frames, enough.Min(run => run.Frames[0].shape[0]) - longest);
        using var scope = NewDisposeScope();
        var (vectors, shapes) = (new List<float>(), new List<Tensor>());
        foreach (var run in enough)
        {
            var scaled = model.Scaling.Scaled(run.Frames[0]);
            var rest = (int)scaled.shape[0] - longest - horizon;
            var starts = run.FromContext ? [0] : Enumerable.Range(0, Forecasts).Select(i => rest * i / (Forecasts - 1)).Distinct();
            foreach (var start in starts)
            {
                before.Add(scaled.narrow(0, start, longest).clone().DetachFromDisposeScope());
                after.Add(scaled.narrow(0, start + longest, horizon).clone().DetachFromDisposeScope());
                var known = model.Conditions.Parameters.Where(one => run.Parameters.ContainsKey(one.Name)).ToDictionary(one => one.Name, one => run.Parameters[one.Name]);
                vectors.AddRange(model.Conditions.Vector(new() { Parameters = known }, 0));
                if (run.Geometry is not null) shapes.Add(model.FeatureScaling!.Scaled(run.Geometry)); // told, so scaled
            }
        }

        told = tensor(vectors.ToArray(), [before.Count, model.Conditions.Width]).DetachFromDisposeScope();
        geometry = shapes.Count > 0 ? stack(shapes).DetachFromDisposeScope() : null;
        if (options.MixedSteps > 0) noisy.AddRange(Noisy(heldOut, options));
    }

    /// <summary>Mean relative errors of the mean forecast in percent.</summary>
    public IReadOnlyDictionary<string, double> Forecast() => new Dictionary<string, double>
    {
        ["short context"] = Forecast(Math.Max(1, (int)Math.Round(0.3 * model.Config.Frames))),
        ["long context"] = Forecast(longest),
    };

    /// <summary>The same, and what is left of noise.</summary>
    public IReadOnlyDictionary<string, double> ForecastAndNoise() => noisy.Count == 0 ? Forecast() : new Dictionary<string, double>(Forecast()) { ["denoised"] = noisy.Average(Denoised) };

    public void Dispose()
    {
        foreach (var one in before.Concat(after)) one.Dispose();
        told.Dispose();
        geometry?.Dispose();
        foreach (var batch in noisy)
        {
            foreach (var one in new[] { batch.Given.Known, batch.Given.Mask, batch.Given.Times, batch.Given.Conditions, batch.Given.Geometry, batch.Clean, batch.Noisy, batch.FlowTime, batch.Parameters, batch.Hidden }) one?.Dispose();
        }
    }

    double Forecast(int context)
    {
        using var scope = NewDisposeScope();
        var known = stack(before.Select(one => one.narrow(0, longest - context, context)));
        var got = new SegmentGenerator(model).Chained(known, told, horizon, new(), geometry: geometry);
        return 100 * Relative(got, stack(after));
    }

    double Denoised(SegmentBatch batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return 100 * Relative(model.Network.Predict(batch.Given, batch.Noisy, batch.FlowTime), batch.Clean);
    }

    // Mean over rows of each one's relative error.
    static double Relative(Tensor got, Tensor truth) => ((got - truth).square().sum([1, 2, 3]) / truth.square().sum([1, 2, 3])).sqrt().mean().item<float>();

    IEnumerable<SegmentBatch> Noisy(IReadOnlyList<LatentRun> heldOut, SegmentTrainingOptions options)
    {
        var set = new SegmentTrainingSet(model, heldOut);
        if (set.Runs == 0) yield break;
        for (var i = 0; i < Batches; i++)
        {
            var (given, clean, noise, times, parameters, hidden) = SegmentBatch.Draw(set, model, options with { NoiseFreeShare = 0 }, mixed: true, Seeds.Of(Seed, i));
            yield return new(
                new(Kept(given.Known), Kept(given.Mask), Kept(given.Times), Kept(given.Conditions), given.Geometry is null ? null : Kept(given.Geometry)), Kept(clean), Kept(noise), Kept(times), Kept(parameters), Kept(hidden));
        }

        static Tensor Kept(Tensor value) => value.DetachFromDisposeScope();
    }
}

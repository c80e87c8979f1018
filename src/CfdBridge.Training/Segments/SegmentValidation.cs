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
    const int Batches = 2; // of segments with noise
    const int Seed = 20;   // the same noise whatever the training's seed, so that trainings compare

    readonly SegmentModel model;
    readonly HeldOutForecasts forecasts;
    readonly List<SegmentBatch> noisy = [];
    readonly Tensor told;      // [R, C]
    readonly Tensor? geometry; // [R, L, G]
    readonly int longest;

    /// <exception cref="CaseFormatException">No run held out is long enough.</exception>
    public SegmentValidation(SegmentModel model, IReadOnlyList<LatentRun> heldOut, SegmentTrainingOptions options, string library)
    {
        (this.model, longest) = (model, 3 * model.Config.Frames / 4);
        forecasts = new(model.Scaling, heldOut, longest, 2 * model.Config.Frames, library);
        using var scope = NewDisposeScope();
        float[] vectors = [.. forecasts.Known(model.Conditions).SelectMany(known => model.Conditions.Vector(known, 0))];
        told = tensor(vectors, [forecasts.Places.Count, model.Conditions.Width]).DetachFromDisposeScope();
        Tensor[] shapes = [.. forecasts.Places.Select(place => place.Run.Geometry).OfType<Tensor>()];
        geometry = shapes.Length > 0 ? stack(shapes).DetachFromDisposeScope() : null;
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
        forecasts.Dispose();
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
        return forecasts.Error(new SegmentGenerator(model).Chained(forecasts.Context(context), told, forecasts.Horizon, new(), geometry: geometry));
    }

    double Denoised(SegmentBatch batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return 100 * HeldOutForecasts.Relative(model.Network.Predict(batch.Given, batch.Noisy, batch.FlowTime), batch.Clean);
    }

    IEnumerable<SegmentBatch> Noisy(IReadOnlyList<LatentRun> heldOut, SegmentTrainingOptions options)
    {
        var set = new StretchSet(model.Scaling, model.Config.Frames, model.FrameSeconds, heldOut);
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

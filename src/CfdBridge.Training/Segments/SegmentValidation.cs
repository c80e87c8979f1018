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
    const int Members = 8;
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
        told = Told(noise: 0).DetachFromDisposeScope();
        Tensor[] shapes = [.. forecasts.Places.Select(place => place.Run.Geometry).OfType<Tensor>()];
        geometry = shapes.Length > 0 ? stack(shapes).DetachFromDisposeScope() : null;
        if (options.MixedSteps > 0) noisy.AddRange(Noisy(heldOut, options));
    }

    /// <summary>Mean relative errors of the mean forecast in percent.</summary>
    public IReadOnlyDictionary<string, double> Forecast() => new Dictionary<string, double>
    {
        ["short context"] = Forecast(Short),
        ["long context"] = Forecast(longest),
    };

    /// <summary>The same, and what is left of noise.</summary>
    public IReadOnlyDictionary<string, double> ForecastAndNoise() => noisy.Count == 0 ? Forecast() : new Dictionary<string, double>(Forecast()) { ["denoised"] = noisy.Average(Denoised) };

    /// <summary>
    /// Continuous ranked probability score of draws from short contexts, in scaled latents, unbiased in the number of members: how
    /// well they foretell, spread included.
    /// </summary>
    public double Crps()
    {
        using var scope = NewDisposeScope();
        var context = forecasts.Context(Short).repeat_interleave(Members, 0);
        var draws = new GenerationRequest { Mode = GenerationMode.Draws, Members = (int)context.shape[0], Seed = Seed };
        var drawn = new SegmentGenerator(model).Chained(context, Told(draws.ContextNoise).repeat_interleave(Members, 0), forecasts.Horizon, draws, geometry?.repeat_interleave(Members, 0));
        return forecasts.Crps(drawn.reshape([-1, Members, .. drawn.shape[1..]]));
    }

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

    int Short => Math.Max(1, (int)Math.Round(0.3 * model.Config.Frames));

    Tensor Told(double noise) => tensor(forecasts.Known(model.Conditions).SelectMany(known => model.Conditions.Vector(known, noise)).ToArray(), [forecasts.Places.Count, model.Conditions.Width]);

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

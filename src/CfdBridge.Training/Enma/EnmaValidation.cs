using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// R forecasts · E members · T frames · L sites · D latent numbers · C conditions
/// <summary>
/// Errors on the runs held out, relative L2 in scaled latents: means of a few members, from short and from long contexts,
/// and from a short one with an earlier or later part of the same run beside it but no parameters told; and of velocities.
/// </summary>
sealed class EnmaValidation : IDisposable
{
    /// <summary>Of the errors the one that chooses the best weights.</summary>
    public const string Chosen = "short context";

    const int Members = 2;
    const int Batches = 2; // of velocities
    const int Seed = 20;   // the same noise whatever the training's seed, so that trainings compare

    readonly EnmaModel model;
    readonly HeldOutForecasts forecasts;
    readonly Tensor told;       // [R, C]
    readonly Tensor untold;     // [R, C]
    readonly Tensor? auxiliary; // [R, T, L, D]; null where the runs are too short
    readonly EnmaBatch[] batches;
    readonly int shortest;
    readonly int longest;

    /// <exception cref="CaseFormatException">No run held out is long enough.</exception>
    public EnmaValidation(EnmaModel model, IReadOnlyList<LatentRun> heldOut, EnmaTrainingOptions options, string library)
    {
        (this.model, shortest, longest) = (model, Math.Max(1, (int)Math.Round(0.3 * options.Frames)), 3 * options.Frames / 4);
        forecasts = new(model.Scaling, heldOut, longest, 2 * options.Frames, library);
        using var scope = NewDisposeScope();
        told = tensor([.. forecasts.Known(model.Conditions).SelectMany(known => model.Conditions.Vector(known))], [forecasts.Places.Count, model.Conditions.KnownWidth]);
        untold = zeros_like(told);
        auxiliary = forecasts.Beside(model.Scaling, EnmaBatch.LeastBeside(options), options.Frames);
        var set = new StretchSet(model.Scaling, options.Frames, model.FrameSeconds, heldOut);
        batches = set.Runs == 0 ? [] : [.. Enumerable.Range(0, Batches).Select(i => EnmaBatch.Draw(set, model, options with { InContextShare = 0 }, Seeds.Of(Seed, i)))];
        foreach (var one in Held) one.DetachFromDisposeScope();
    }

    IEnumerable<Tensor> Held => [told, untold, .. batches.SelectMany(batch => batch.Tensors), .. auxiliary is null ? [] : new[] { auxiliary }];

    /// <summary>All of them in percent.</summary>
    public IReadOnlyDictionary<string, double> Errors()
    {
        var errors = new Dictionary<string, double>
        {
            [Chosen] = Forecast(new(forecasts.Context(shortest), told)),
            ["long context"] = Forecast(new(forecasts.Context(longest), told)),
        };
        if (auxiliary is not null) errors["short context, auxiliary trajectory, no parameters"] = Forecast(new(forecasts.Context(shortest), untold) { Context = [auxiliary] });
        if (batches.Length > 0) errors["velocities"] = batches.Average(Velocities);
        return errors;
    }

    public void Dispose()
    {
        forecasts.Dispose();
        foreach (var one in Held) one.Dispose();
    }

    double Forecast(EnmaClip clip)
    {
        using var scope = NewDisposeScope();
        Generator[] members = [.. Enumerable.Range(0, Members).Select(member => new Generator((ulong)(Seed + member)))];
        var drawn = new EnmaGenerator(model.Network).Generate(clip, forecasts.Horizon, members); // [R, E, T, L, D]
        foreach (var member in members) member.Dispose();
        return forecasts.Error(drawn.mean([1]));
    }

    // The root of the loss over that of foretelling none.
    double Velocities(EnmaBatch batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var data = model.Network.Grid.ToTokens(batch.Clip.Frames).flatten(0, 2);                // [tokens, V]
        var squares = (data - batch.Draws.FlowNoise).square().mean([0, 2]);                     // [tokens]
        var masked = batch.Draws.Masked.flatten().to(ScalarType.Float32);
        return 100 * (model.Network.Loss(batch.Clip, batch.Draws) * masked.sum() / (squares * masked).sum()).sqrt().item<float>();
    }
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

// E members · T frames · L sites · D latent numbers
/// <summary>Latents in, latents out: what follows a run, frame by frame, drawn as many times as asked. The same seed gives the same latents.</summary>
public sealed class EnmaForecast(EnmaModel model)
{
    /// <param name="context">The run's frames so far, any number of them [T, L, D]; none generates from other trajectories, or from the conditions alone.</param>
    /// <param name="frames">Frames wanted.</param>
    /// <returns>The new frames alone [E, frames, L, D].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit the model, or a parameter is unknown to it.</exception>
    public Tensor Continue(Tensor context, int frames, EnmaRequest request)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Members, 1);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var told = tensor(model.Conditions.Vector(request.Known)).unsqueeze(0);
        var clip = new EnmaClip(Scaled(context), told) { Context = [.. request.Auxiliary.Select(Scaled)] };
        Generator[] members = [.. Enumerable.Range(0, request.Members).Select(member => new Generator(DrawSeeds.Of(request.Seed, member, round: 0)))];
        try
        {
            var drawn = new EnmaGenerator(model.Network, request.Sampling).Generate(clip, frames, members);
            return model.Scaling.Unscaled(drawn.squeeze(0)).MoveToOuterDisposeScope();
        }
        finally
        {
            foreach (var member in members) member.Dispose();
        }
    }

    // One run [1, T, L, D].
    Tensor Scaled(Tensor frames) => frames.dim() == 3 && frames.shape[1] == model.Config.SiteCount && frames.shape[2] == model.Config.Latent
        ? model.Scaling.Scaled(frames).unsqueeze(0)
        : throw new ArgumentException($"latents: expected [frames, L={model.Config.SiteCount}, D={model.Config.Latent}], got [{string.Join(", ", frames.shape)}].", nameof(frames));
}

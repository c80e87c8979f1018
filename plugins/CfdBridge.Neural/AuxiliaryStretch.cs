using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// T frames · L sites · D latent numbers
/// <summary>
/// The stretch of another run of the same dynamics that tells most of a run: the one that begins most like the run's last
/// frames, and goes on to show what followed there. Where the run has only begun to settle, so has that stretch.
/// </summary>
static class AuxiliaryStretch
{
    /// <param name="other">Latents of the whole other run [T, L, D].</param>
    /// <param name="context">The run's last frames [T, L, D].</param>
    /// <param name="frames">Frames wanted.</param>
    /// <returns>As many frames of the other run, or all; where there is no context its last.</returns>
    public static Tensor Of(Tensor other, Tensor context, LatentScaling scaling, int frames)
    {
        using var scope = NewDisposeScope();
        var length = Math.Min(frames, other.shape[0]);
        var (compared, latest) = (Math.Min(context.shape[0], length), other.shape[0] - length);
        var (here, there) = (scaling.Scaled(context.narrow(0, context.shape[0] - compared, compared)), scaling.Scaled(other));
        var first = compared == 0 ? latest : Enumerable.Range(0, (int)(other.shape[0] - compared) + 1).MinBy(start => (there.narrow(0, start, compared) - here).square().mean().item<float>());
        return other.narrow(0, Math.Min(first, latest), length).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

// T frames · C of them compared · L sites · D latent numbers
/// <summary>
/// The stretch of another run of the same dynamics that tells most of a run: the one that begins most like the run's
/// frames, and goes on to show what followed there. Where the run has only begun to settle, so has that stretch.
/// </summary>
public static class AuxiliaryStretch
{
    /// <param name="other">Scaled latents of the whole other run [T, L, D].</param>
    /// <param name="run">Scaled latents of the run's newest frames [C, L, D].</param>
    /// <param name="frames">Frames wanted.</param>
    /// <returns>As many frames of the other run, or all; where there is none of the run its last.</returns>
    public static Tensor Of(Tensor other, Tensor run, int frames)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(run);
        using var scope = NewDisposeScope();
        var length = Math.Min(frames, other.shape[0]);
        var (compared, latest) = (Math.Min(run.shape[0], length), other.shape[0] - length);
        var first = compared == 0 ? latest : Distances(other, run.narrow(0, run.shape[0] - compared, compared)).argmin().item<long>();
        return other.narrow(0, Math.Min(first, latest), length).MoveToOuterDisposeScope();
    }

    /// <summary>How far each stretch of another run is from frames.</summary>
    /// <param name="other">[T, L, D], T at least C.</param>
    /// <param name="wanted">[C, L, D].</param>
    /// <returns>Squared, summed over the stretch that begins at each frame [T - C + 1].</returns>
    public static Tensor Distances(Tensor other, Tensor wanted)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(wanted);
        using var scope = NewDisposeScope();
        var apart = cdist(other.flatten(1), wanted.flatten(1)).square();                // [T, C]
        var (frames, places) = (wanted.shape[0], other.shape[0] - wanted.shape[0] + 1);
        return stack(Enumerable.Range(0, (int)frames).Select(frame => apart.select(1, frame).narrow(0, frame, places))).sum([0]).MoveToOuterDisposeScope();
    }
}

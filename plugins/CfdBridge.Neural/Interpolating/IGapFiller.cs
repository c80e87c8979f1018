using static TorchSharp.torch;

namespace CfdBridge.Neural;

// E members · T frames · L sites · D latent numbers
/// <summary>A trained model that finds missing frames of a segment, wherever they are.</summary>
interface IGapFiller
{
    /// <summary>Frames of a segment.</summary>
    int SegmentFrames { get; }

    /// <param name="latents">No more frames than a segment has; what stands at unknown ones is never looked at [T, L, D].</param>
    /// <param name="known">Which frames are known; they come back as they are.</param>
    /// <returns>[E, T, L, D].</returns>
    Tensor Fill(Tensor latents, IReadOnlyList<bool> known, LatentRequest request);
}

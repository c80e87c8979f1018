using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · D latent numbers · C conditions · G geometry channels
/// <summary>What is given of some segments; the other frames are asked for.</summary>
/// <param name="Known">Scaled latents [B, T, L, D]; what stands at unknown frames is never looked at.</param>
/// <param name="Mask">True at known frames [B, T].</param>
/// <param name="Times">Of the frames, in usual spacings of frames; only differences matter [B, T].</param>
/// <param name="Conditions">What is known of the runs (<see cref="RunConditions"/>) [B, C].</param>
/// <param name="Geometry">What the geometry is at the sites, scaled [B, L, G]; null where the model knows one shape only.</param>
public sealed record GivenSegment(Tensor Known, Tensor Mask, Tensor Times, Tensor Conditions, Tensor? Geometry = null)
{
    public long Batch => Known.shape[0];

    /// <summary>Frames where they are known, the other tensor elsewhere [B, T, L, D].</summary>
    public Tensor Or(Tensor other)
    {
        using var scope = NewDisposeScope();
        return where(Mask.unsqueeze(-1).unsqueeze(-1), Known, other).MoveToOuterDisposeScope();
    }
}

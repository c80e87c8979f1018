using static TorchSharp.torch;

namespace CfdBridge.Models;

// T frames · L sites · D latent numbers · G geometry channels
/// <summary>One run as it is known so far, for a tuning.</summary>
/// <param name="Stretches">What is learned from, once for every snapshot that a block can end with: no snapshot of what is held [T, L, D].</param>
/// <param name="Before">Frames up to what is held [T, L, D].</param>
/// <param name="Held">Frames kept aside, the last ones [H, L, D].</param>
/// <param name="Sites">What the geometry and the mean are at the sites [L, G]; null for a model of one shape.</param>
public sealed record TuningFrames(IReadOnlyList<Tensor> Stretches, Tensor Before, Tensor Held, Tensor? Sites);

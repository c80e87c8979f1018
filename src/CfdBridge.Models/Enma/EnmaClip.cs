using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · T frames · L sites · D numbers at a site · C conditions
/// <summary>Stretches of runs as standardised latents of a frozen codec.</summary>
/// <param name="Frames">[B, T, L, D]; T may be 0 where a generation begins from nothing.</param>
/// <param name="Conditions">What is known of each run [B, C].</param>
public sealed record EnmaClip(Tensor Frames, Tensor Conditions)
{
    /// <summary>Other trajectories of the same dynamics, as many for each clip, seen before it: each [B, T of its own, L, D].</summary>
    public IReadOnlyList<Tensor> Context { get; init; } = [];
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>What an ENMA generator is asked for, besides the latents it begins from.</summary>
public sealed record EnmaRequest
{
    /// <summary>Continuations drawn at once.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Of all draws: the same seed gives the same frames.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is known of the run.</summary>
    public RunKnowledge Known { get; init; } = RunKnowledge.None;

    /// <summary>Latents of other runs of the same dynamics, or of earlier times of this one, each [T of its own, L, D].</summary>
    public IReadOnlyList<Tensor> Auxiliary { get; init; } = [];

    /// <summary>How to generate; null as the model's configuration says.</summary>
    public EnmaSampling? Sampling { get; init; }
}

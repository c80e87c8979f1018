using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

/// <summary>What an engine asks of a generator, besides the latents it begins from. Each takes of the choices those that it has.</summary>
sealed record LatentRequest
{
    public GenerationMode Mode { get; init; } = GenerationMode.Mean;

    /// <summary>Futures drawn at once; 1 for the mean.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Of all draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Known parameters of the run.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>Parameters that nobody told, as the run's own momentum tells them.</summary>
    public IReadOnlyDictionary<string, double> Expected { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether the flow has settled; null where nobody says. For segments.</summary>
    public bool? Developed { get; init; }

    /// <summary>What the geometry and the mean are at the sites [L, G]; for a generator that is told.</summary>
    public Tensor? Sites { get; init; }

    /// <summary>Latents of other runs of the same dynamics, each [T of its own, L, D]; for ENMA.</summary>
    public IReadOnlyList<Tensor> Auxiliary { get; init; } = [];

    /// <summary>Steps from noise to what is drawn; null for the generator's own number.</summary>
    public int? FlowSteps { get; init; }

    /// <summary>How these steps are made; for segments.</summary>
    public FlowMethod Method { get; init; } = FlowMethod.Heun;

    /// <summary>Steps in which the tokens of a frame are made; null for the generator's own number. For ENMA.</summary>
    public int? DecodeSteps { get; init; }
}

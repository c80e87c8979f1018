using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>Sizes and choices of a generator of latents. Defaults are for a processor; the paper's sizes [ENMA, Table 7] are named beside them.</summary>
public sealed record EnmaConfig
{
    /// <summary>Latent sites along each axis, one to three.</summary>
    public required IReadOnlyList<int> Sites { get; init; }

    /// <summary>D: numbers at a latent site.</summary>
    public required int Latent { get; init; }

    /// <summary>C: numbers that describe a run.</summary>
    public int Conditions { get; init; }

    /// <summary>Sites along each axis that make a token; they divide the sites. The paper: 1 in one dimension, 2 or 4 in two.</summary>
    public IReadOnlyList<int> Patch { get; init; } = [2, 2];

    /// <summary>W: numbers of a token inside the transformers. The paper: 512.</summary>
    public int Width { get; init; } = 256;

    /// <summary>H: attention heads. The paper: 8.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Blocks of the causal transformer in time. The paper: 6.</summary>
    public int TimeDepth { get; init; } = 3;

    /// <summary>Blocks of the masked transformer in space. The paper: 6.</summary>
    public int SpaceDepth { get; init; } = 3;

    /// <summary>Hidden numbers of a block's network for each of its width. The paper: 2, or 4 on its largest data.</summary>
    public int Expansion { get; init; } = 2;

    /// <summary>Frames back to which attention has a learned weight for each distance in time; farther ones share the last. 0 for none, as in the paper.</summary>
    public int TimeBias { get; init; }

    /// <summary>Width of the flow head. The paper: 512.</summary>
    public int FlowWidth { get; init; } = 256;

    /// <summary>Residual blocks of the flow head. The paper: 3.</summary>
    public int FlowBlocks { get; init; } = 3;

    /// <summary>Noise draws for each token in training. The paper follows MAR: 4.</summary>
    public int FlowDraws { get; init; } = 4;

    /// <summary>What the flow head gives out.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<FlowTarget>))]
    public FlowTarget FlowTarget { get; init; } = FlowTarget.Velocity;

    /// <summary>Masked share of a training frame, at least; at most all of it.</summary>
    public double LeastMasked { get; init; } = 0.75;

    /// <summary>Deviation of the noise on frames looked back at in training, at most. Differs from the paper, which has none (0): without it errors of a rollout feed on themselves.</summary>
    public double HistoryNoise { get; init; } = 0.2;

    /// <summary>How to generate, unless said otherwise.</summary>
    public EnmaSampling Sampling { get; init; } = new();

    /// <summary>L.</summary>
    [JsonIgnore]
    public int SiteCount => Sites.Aggregate(1, (product, count) => product * count);

    /// <summary>S.</summary>
    [JsonIgnore]
    public int Dimensions => Sites.Count;

    /// <summary>
    /// Sizes for the latents of a codec, for a training of minutes on a processor: tokens of 3 x 2 sites on its usual grid of
    /// 6 x 4, which the flow head gives out as data; a weight for each distance in time; no more frames looked back at than a clip has,
    /// and of another run half as many again, so that what followed is seen too;
    /// masks that leave three of four tokens too, since of four tokens three are known at the last decoding step.
    /// </summary>
    /// <param name="frames">Of a clip in training.</param>
    public static EnmaConfig For(NeuralCodec codec, int frames = 16)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return new()
        {
            Sites = codec.Linear.SiteShape,
            Latent = codec.Config.Latent,
            Patch = TokenGrid.Patches(codec.Linear.SiteShape),
            TimeBias = frames,
            FlowDraws = 4,
            LeastMasked = 0.25,
            FlowTarget = FlowTarget.Data,
            Sampling = new() { Memory = frames, AuxiliaryFrames = 3 * frames / 2 },
        };
    }

    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public void Validate()
    {
        if (Sites.Count is < 1 or > 3 || Sites.Any(count => count < 1)) throw new ArgumentException("Sites: name the sites along one to three axes, each at least 1.");
        if (Patch.Count != Sites.Count || Patch.Zip(Sites).Any(axis => axis.First < 1 || axis.Second % axis.First != 0))
            throw new ArgumentException($"Patch: [{string.Join(", ", Patch)}] does not divide the sites [{string.Join(", ", Sites)}]. Name a divisor for each axis, 1 for no grouping.");
        if (Latent < 1 || Conditions < 0) throw new ArgumentException("Latent must be at least 1, Conditions not negative.");
        if (Heads < 1 || Width < 2 * Dimensions || Width % Heads != 0) throw new ArgumentException("Width must be a multiple of Heads and at least twice the number of axes.");
        if (TimeDepth < 1 || SpaceDepth < 1 || Expansion < 1 || FlowWidth < 1 || FlowBlocks < 1 || FlowDraws < 1) throw new ArgumentException("TimeDepth, SpaceDepth, Expansion, FlowWidth, FlowBlocks and FlowDraws must be at least 1.");
        if (TimeBias < 0 || HistoryNoise < 0) throw new ArgumentException("TimeBias and HistoryNoise must not be negative.");
        if (LeastMasked is < 0 or > 1) throw new ArgumentException("LeastMasked is a share: it must lie between 0 and 1.");
        Sampling.Validate();
    }
}

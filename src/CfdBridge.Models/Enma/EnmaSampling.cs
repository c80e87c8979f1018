using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>Choices of a generation; none of them changes the network.</summary>
public sealed record EnmaSampling
{
    /// <summary>How tokens of a frame are shared out among the decoding steps.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DecodeScheduleKind>))]
    public DecodeScheduleKind Schedule { get; init; } = DecodeScheduleKind.CosineSquared;

    /// <summary>Decoding steps of a frame, at most as many as it has tokens. The paper: 6 for 16 tokens, 16 in two dimensions.</summary>
    public int DecodeSteps { get; init; } = 3;

    /// <summary>Midpoint steps from noise to a token. The paper's tables: 10; its ablation finds 5 enough.</summary>
    public int FlowSteps { get; init; } = 5;

    /// <summary>Deviation of the noise added to frames that are looked back at, which the network is told; the paper has none.</summary>
    public double HistoryNoise { get; init; } = 0.05;

    /// <summary>
    /// Frames looked back at, at most; when they become more, as many as half of it are read again and the rest forgotten. 0 forgets
    /// nothing, as in the paper. Useful beyond the length of the clips trained on.
    /// </summary>
    public int Memory { get; init; }

    /// <summary>
    /// Frames of each other trajectory that are looked at, chosen anew whenever the run is read again
    /// (<see cref="AuxiliaryStretch"/>). 0 shows all of it, as in the paper.
    /// </summary>
    public int AuxiliaryFrames { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public void Validate()
    {
        if (DecodeSteps < 1 || FlowSteps < 1) throw new ArgumentException("DecodeSteps and FlowSteps must be at least 1.");
        if (HistoryNoise is < 0 or > 1) throw new ArgumentException("HistoryNoise must lie between 0 and 1.");
        if (Memory is < 0 or 1) throw new ArgumentException("Memory must be 0, which forgets nothing, or at least 2.");
        if (AuxiliaryFrames < 0) throw new ArgumentException("AuxiliaryFrames must not be negative; 0 shows all.");
    }
}

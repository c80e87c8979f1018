using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>What a generator is asked for, besides the latents it begins from.</summary>
public sealed record GenerationRequest
{
    public GenerationMode Mode { get; init; } = GenerationMode.Mean;

    /// <summary>Segments drawn at once; 1 for the mean.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Of all draws: the same seed gives the same segments.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the flow is followed.</summary>
    public FlowMethod Method { get; init; } = FlowMethod.Heun;

    /// <summary>Steps from noise to a segment.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Level of the noise on known frames when drawing, 0 to 1: the network does not trust what it generated before to the last digit.</summary>
    public double ContextNoise { get; init; } = 0.05;

    /// <summary>Known frames that the first segment looks at, at most; by default three quarters of a segment.</summary>
    public int? FirstContext { get; init; }

    /// <summary>Frames kept as known from one segment to the next; by default half a segment.</summary>
    public int? KeptFrames { get; init; }

    /// <summary>Time between frames, seconds; by default that of the training runs.</summary>
    public double? FrameSeconds { get; init; }

    /// <summary>What is known of the run.</summary>
    public RunKnowledge Known { get; init; } = RunKnowledge.None;

    /// <summary>Parameters that are not told and have been found from elsewhere (<see cref="MomentumBalance"/>): where the fit looks for them.</summary>
    public IReadOnlyDictionary<string, double> Expected { get; init; } = new Dictionary<string, double>();

    /// <summary>What the geometry and the mean are at the sites [L, G], for a model of many shapes (<see cref="MeshCodec.SiteFeatures"/>).</summary>
    public Tensor? Geometry { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public void Validate(SegmentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (Members < 1 || Steps < 1) throw new ArgumentException("Members and Steps must be at least 1.");
        if (Mode == GenerationMode.Mean && Members > 1) throw new ArgumentException("Members: there is one mean only; ask for draws.");
        if (ContextNoise is not (>= 0 and <= 1)) throw new ArgumentException($"ContextNoise: it must lie between 0 and 1, got {ContextNoise}.");
        if (FrameSeconds <= 0) throw new ArgumentException($"FrameSeconds: it must be above 0, got {FrameSeconds}.");
        foreach (var (name, frames) in new[] { (nameof(FirstContext), FirstContext), (nameof(KeptFrames), KeptFrames) })
        {
            if (frames < 1 || frames >= config.Frames) throw new ArgumentException($"{name}: of a segment of {config.Frames} frames 1 to {config.Frames - 1} can be known, got {frames}.");
        }
    }
}

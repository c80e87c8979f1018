using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>Sizes of a segment generator.</summary>
public sealed record SegmentConfig
{
    /// <summary>The codec's latent sites along each axis.</summary>
    public required IReadOnlyList<int> Sites { get; init; }

    /// <summary>Latent numbers of a site.</summary>
    public required int Latent { get; init; }

    /// <summary>Sites of a token along each axis; divides the sites.</summary>
    public required IReadOnlyList<int> Patch { get; init; }

    /// <summary>Frames (blocks of snapshots) of a segment in training; others may be asked for.</summary>
    public int Frames { get; init; } = 16;

    /// <summary>Blocks of the transformer.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Channels of a token.</summary>
    public int Width { get; init; } = 256;

    public int Heads { get; init; } = 4;

    /// <summary>Hidden channels of the network after each attention, in widths.</summary>
    public int MlpRatio { get; init; } = 4;

    /// <summary>Numbers that tell of the geometry and of the flow's mean at a site, so that one model serves many shapes; 0 for one shape.</summary>
    public int GeometryChannels { get; init; }

    /// <summary>Whether it also reads a run's parameters from its known frames, where nobody tells them.</summary>
    public bool ReadsParameters { get; init; }

    [JsonIgnore]
    public int SiteCount => Sites.Aggregate(1, (product, count) => product * count);

    [JsonIgnore]
    public int PatchSites => Patch.Aggregate(1, (product, count) => product * count);

    /// <summary>Tokens of a frame.</summary>
    [JsonIgnore]
    public int Tokens => SiteCount / PatchSites;

    [JsonIgnore]
    public int HeadWidth => Width / Heads;

    /// <summary>Sizes for the latents of a codec: tokens of 3 x 2 sites on its usual grid of 6 x 4.</summary>
    public static SegmentConfig For(NeuralCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return new() { Sites = codec.Linear.SiteShape, Latent = codec.Config.Latent, Patch = TokenGrid.Patches(codec.Linear.SiteShape) };
    }

    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public void Validate()
    {
        if (Sites.Count is < 1 or > 3 || Sites.Any(count => count < 1)) throw new ArgumentException($"Sites: [{string.Join(", ", Sites)}] is no grid of 1 to 3 axes.");
        if (Patch.Count != Sites.Count || Patch.Any(size => size < 1)) throw new ArgumentException($"Patch: [{string.Join(", ", Patch)}] needs a size for each of {Sites.Count} axes.");
        for (var axis = 0; axis < Sites.Count; axis++)
        {
            if (Sites[axis] % Patch[axis] != 0) throw new ArgumentException($"Patch: {Patch[axis]} does not divide the {Sites[axis]} sites of axis {axis}. Take a divisor of {Sites[axis]}.");
        }

        if (Latent < 1 || Depth < 1 || Heads < 1 || MlpRatio < 1) throw new ArgumentException("Latent, Depth, Heads and MlpRatio must be at least 1.");
        if (Frames < 4) throw new ArgumentException($"Frames: {Frames} are too few for something between both ends, take 4 or more.");
        if (Width % Heads != 0 || HeadWidth % 2 != 0) throw new ArgumentException($"Width: {Width} channels cannot be shared by {Heads} heads of an even number. Take a multiple of {2 * Heads}.");
        if (GeometryChannels < 0) throw new ArgumentException("GeometryChannels must not be negative.");
    }
}

using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>Sizes and choices of a neural codec.</summary>
public sealed record NeuralCodecConfig
{
    /// <summary>Grid, patches and blocks: the linear codec that the network starts from.</summary>
    public required LinearCodecConfig Linear { get; init; }

    /// <summary>Numbers kept of a latent site and block.</summary>
    public int Latent { get; init; } = 25;

    /// <summary>Channels at the patches, a multiple of 8.</summary>
    public int PatchWidth { get; init; } = 96;

    /// <summary>Channels at the sites, a multiple of 8.</summary>
    public int SiteWidth { get; init; } = 192;

    /// <summary>Residual blocks at the patches, in the encoder and in the decoder.</summary>
    public int PatchBlocks { get; init; } = 1;

    /// <summary>Residual blocks at the sites in the encoder.</summary>
    public int EncoderBlocks { get; init; } = 2;

    /// <summary>Residual blocks at the sites in the decoder.</summary>
    public int DecoderBlocks { get; init; } = 3;

    /// <summary>Blocks of snapshots that each residual block sees, itself included; 1 leaves every block by itself.</summary>
    public int TimeKernel { get; init; } = 1;

    /// <summary>How the points around a patch are gathered by learned weights.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<PointEncoderKind>))]
    public PointEncoderKind PointEncoder { get; init; } = PointEncoderKind.Attention;

    /// <summary>Learned weightings of the points around a patch.</summary>
    public int PointHeads { get; init; } = 16;

    /// <summary>Nearest points of a patch that take part.</summary>
    public int PointNeighbours { get; init; } = 48;

    /// <summary>Layers of attention among physical states that refine what was gathered; 0 for none.</summary>
    public int PhysicsLayers { get; init; }

    /// <summary>Physical states that these tell apart.</summary>
    public int PhysicsSlices { get; init; } = 32;

    /// <summary>Learned weightings of the patches around a point when decoding; 0 takes what the grid gives as it is.</summary>
    public int ReadHeads { get; init; } = 8;

    /// <summary>Whether latents are plain numbers or distributions.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<LatentKind>))]
    public LatentKind LatentKind { get; init; } = LatentKind.Plain;

    /// <summary>Latents bend towards this bound, never reaching it; 0 leaves them free.</summary>
    public double SoftClip { get; init; }

    /// <summary>Sizes for a mesh: its grid has nodes by its lengths.</summary>
    public static NeuralCodecConfig For(Mesh mesh) => Around(LinearCodecConfig.For(mesh));

    /// <summary>Sizes around those of a linear codec.</summary>
    public static NeuralCodecConfig Around(LinearCodecConfig linear)
    {
        ArgumentNullException.ThrowIfNull(linear);
        var coefficients = linear.PatchCoefficients << linear.Dimensions;
        return new() { Linear = linear with { Latent = coefficients, RefinementWidth = coefficients / 4 } };
    }

    /// <summary>Earlier blocks that a block's latents, or what is decoded of them, can depend on.</summary>
    [JsonIgnore]
    public int BlocksSeen => (TimeKernel - 1) * (PatchBlocks + Math.Max(EncoderBlocks, DecoderBlocks));

    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public void Validate()
    {
        Linear.Validate();
        if (Linear.GroupPatches != 2) throw new ArgumentException("GroupPatches: the network halves the grid of patches once, it must be 2.");
        if (PatchWidth % 8 != 0 || SiteWidth % 8 != 0 || PatchWidth < 8 || SiteWidth < 8) throw new ArgumentException("PatchWidth and SiteWidth must be multiples of 8.");
        if (Latent < 1 || TimeKernel < 1 || PointHeads < 1 || PointNeighbours < 1 || PhysicsSlices < 1) throw new ArgumentException("Latent, TimeKernel, PointHeads, PointNeighbours and PhysicsSlices must be at least 1.");
        if (ReadHeads < 0 || PhysicsLayers < 0 || PatchBlocks < 0 || EncoderBlocks < 0 || DecoderBlocks < 0 || SoftClip < 0) throw new ArgumentException("ReadHeads, PhysicsLayers, PatchBlocks, EncoderBlocks, DecoderBlocks and SoftClip must not be negative.");
    }
}

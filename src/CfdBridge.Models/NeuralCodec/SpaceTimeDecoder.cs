using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T blocks in time · F = B x T · L sites · K coefficients of a site · P patches · D latent numbers
/// <summary>
/// Latents to coefficients, the mirror of the encoder: residual blocks at the sites, one doubling of the grid, residual
/// blocks at the patches; each level adds its part, beginning at zero, to what the linear codec makes of the latents.
/// </summary>
sealed class SpaceTimeDecoder : nn.Module<Tensor, Tensor, (Tensor Coefficients, Tensor Patches)>
{
    readonly SpatialConvolution project;
    readonly Parameter site_place;                                                      // [width, sites...]
    readonly ModuleList<ResidualBlock> inner;
    readonly GroupNorm site_norm;
    readonly SpatialConvolution site_head;
    readonly ExpandSpace expand;
    readonly Parameter patch_place;                                                     // [width, patches...]
    readonly ModuleList<ResidualBlock> outer;
    readonly GroupNorm patch_norm;
    readonly SpatialConvolution patch_head;
    readonly CodecFrame frame;
    readonly CodecShape shape;

    public SpaceTimeDecoder(NeuralCodecConfig config, CodecShape shape, CodecFrame frame, Arithmetic arithmetic) : base(nameof(SpaceTimeDecoder))
    {
        (this.frame, this.shape) = (frame, shape);
        var (patch, site) = (shape.Convolution(config.PatchWidth, config.PatchWidth), shape.Convolution(config.SiteWidth, config.SiteWidth));
        project = new(shape.Convolution(config.Latent, config.SiteWidth) with { Kernel = 1 }, arithmetic);
        site_place = SpaceTimeEncoder.Place(config.SiteWidth, shape.SiteAxes);
        inner = SpaceTimeEncoder.Stack(config.DecoderBlocks, site, config.TimeKernel, arithmetic);
        site_norm = Learned.GroupNorm(8, config.SiteWidth);
        site_head = new(shape.Convolution(config.SiteWidth, shape.Coefficients) with { Kernel = 1 }, arithmetic);
        expand = new(shape.Dimensions, config.SiteWidth, config.PatchWidth, arithmetic);
        patch_place = SpaceTimeEncoder.Place(config.PatchWidth, shape.PatchAxes);
        outer = SpaceTimeEncoder.Stack(config.PatchBlocks, patch, config.TimeKernel, arithmetic);
        patch_norm = Learned.GroupNorm(8, config.PatchWidth);
        patch_head = new(shape.Convolution(config.PatchWidth, shape.PatchCoefficients) with { Kernel = 1 }, arithmetic);
        site_head.Silence();
        patch_head.Silence();
        RegisterComponents();
    }

    /// <param name="latents">[B, T, L, D].</param>
    /// <param name="surroundings">What is known at the patches [F, width, patches...].</param>
    /// <returns>Coefficients [B, T, L, K], and the channels at the patches that they were made from [F, width, patches...].</returns>
    public override (Tensor Coefficients, Tensor Patches) forward(Tensor latents, Tensor surroundings)
    {
        using var scope = NewDisposeScope();
        var (batch, times) = (latents.shape[0], latents.shape[1]);
        var sites = project.call(Sites.ToGrid(latents, shape.SiteAxes)) + site_place;   // [F, width, sites...]
        foreach (var block in inner) sites = block.call(sites, times);
        var principal = Sites.FromGrid(site_head.call(nn.functional.silu(site_norm.call(sites))), batch, times);
        principal = principal + nn.functional.pad(latents, [0, shape.Coefficients - latents.shape[^1]]);
        var patches = expand.call(sites) + surroundings + patch_place;                  // [F, width, patches...]
        foreach (var block in outer) patches = block.call(patches, times);
        var finer = patch_head.call(nn.functional.silu(patch_norm.call(patches)));      // [F, K / 2^S, patches...]
        var own = Sites.FromGrid(ExpandSpace.Gathered(finer, shape.Dimensions), batch, times);
        var coefficients = frame.FromPrincipal(principal) + frame.FromPatches(own);     // [B, T, L, K]
        return (coefficients.MoveToOuterDisposeScope(), patches.MoveToOuterDisposeScope());
    }
}

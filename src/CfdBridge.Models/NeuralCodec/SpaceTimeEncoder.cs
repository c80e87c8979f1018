using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T blocks in time · F = B x T · L sites · K coefficients of a site · P patches · D latent numbers
/// <summary>
/// Coefficients to latents: residual blocks at the patches, one halving of the grid, residual blocks at the sites, and a
/// last layer whose result is added to the leading principal coordinates. That layer begins at zero, so that training
/// starts from the linear codec [ENMA, D.1.2; ECHO, 3.1.1].
/// </summary>
sealed class SpaceTimeEncoder : nn.Module<Tensor, Tensor, Tensor>
{
    readonly SpatialConvolution lift;
    readonly Parameter patch_place;                                                     // [width, patches...]
    readonly ModuleList<ResidualBlock> outer;
    readonly SpatialConvolution compress;
    readonly SpatialConvolution project;
    readonly Parameter site_place;                                                      // [width, sites...]
    readonly ModuleList<ResidualBlock> inner;
    readonly GroupNorm norm;
    readonly SpatialConvolution head;
    readonly CodecFrame frame;
    readonly CodecShape shape;

    public SpaceTimeEncoder(NeuralCodecConfig config, CodecShape shape, CodecFrame frame, Arithmetic arithmetic) : base(nameof(SpaceTimeEncoder))
    {
        (this.frame, this.shape) = (frame, shape);
        var (patch, site) = (shape.Convolution(config.PatchWidth, config.PatchWidth), shape.Convolution(config.SiteWidth, config.SiteWidth));
        lift = new(shape.Convolution(shape.PatchCoefficients, config.PatchWidth) with { Kernel = 1 }, arithmetic);
        patch_place = Place(config.PatchWidth, shape.PatchAxes);
        outer = Stack(config.PatchBlocks, patch, config.TimeKernel, arithmetic);
        compress = new(shape.Convolution(config.PatchWidth, config.SiteWidth) with { Stride = 2 }, arithmetic);
        project = new(shape.Convolution(shape.Coefficients, config.SiteWidth) with { Kernel = 1 }, arithmetic);
        site_place = Place(config.SiteWidth, shape.SiteAxes);
        inner = Stack(config.EncoderBlocks, site, config.TimeKernel, arithmetic);
        norm = Learned.GroupNorm(8, config.SiteWidth);
        head = new(shape.Convolution(config.SiteWidth, config.LatentKind == LatentKind.Variational ? 2 * config.Latent : config.Latent) with { Kernel = 1 }, arithmetic);
        head.Silence();
        RegisterComponents();
    }

    /// <param name="coefficients">[B, T, L, K].</param>
    /// <param name="surroundings">What else is known at the patches [F, width, patches...].</param>
    /// <returns>[B, T, L, D], or with variances [B, T, L, 2 D].</returns>
    public override Tensor forward(Tensor coefficients, Tensor surroundings)
    {
        using var scope = NewDisposeScope();
        var (batch, times) = (coefficients.shape[0], coefficients.shape[1]);
        var principal = frame.ToPrincipal(coefficients);                                // [B, T, L, K]
        var patches = lift.call(ExpandSpace.Dealt(Sites.ToGrid(frame.ToPatches(coefficients), shape.SiteAxes), shape.Dimensions));
        patches = patches + surroundings + patch_place;                                 // [F, width, patches...]
        foreach (var block in outer) patches = block.call(patches, times);
        var sites = compress.call(patches) + project.call(Sites.ToGrid(principal, shape.SiteAxes)) + site_place;
        foreach (var block in inner) sites = block.call(sites, times);                  // [F, width, sites...]
        var added = Sites.FromGrid(head.call(nn.functional.silu(norm.call(sites))), batch, times);
        var leading = principal.narrow(-1, 0, Math.Min(added.shape[^1], principal.shape[^1]));
        if (head.Outputs > leading.shape[^1]) leading = nn.functional.pad(leading, [0, head.Outputs - leading.shape[^1]]);
        return (leading + added).MoveToOuterDisposeScope();
    }

    internal static Parameter Place(long width, long[] axes) => Learned.Parameter(randn([width, .. axes]) * 0.02);

    internal static ModuleList<ResidualBlock> Stack(int count, SpatialConvolutionShape shape, int timeKernel, Arithmetic arithmetic) =>
        nn.ModuleList([.. Enumerable.Range(0, count).Select(_ => new ResidualBlock(shape, timeKernel, arithmetic))]);
}

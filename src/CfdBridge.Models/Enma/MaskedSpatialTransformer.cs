using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// F frames (clips x times) · M tokens of a frame · V numbers of a token · W width
/// <summary>
/// Tells of every token of a frame what is known of it: from what the frame follows from, and from those of its tokens
/// that are there already [ENMA, 3.1.2]. The paper leaves open how the two are put together; here they stand in one
/// sequence, told apart by a learned vector, and see each other fully.
/// </summary>
public sealed class MaskedSpatialTransformer : nn.Module<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    readonly Parameter mask;                                                            // [W]
    readonly Parameter kinds;                                                           // [2, W]: dynamics, frame
    readonly Linear tokens_in;
    readonly Linear conditions_in;
    readonly ModuleList<TokenBlock> blocks;
    readonly TokenNorm norm;

    public MaskedSpatialTransformer(EnmaConfig config, TokenGrid grid, Arithmetic arithmetic) : base(nameof(MaskedSpatialTransformer))
    {
        mask = Learned.Parameter(randn(config.Width) * TokenBlock.Small);
        kinds = Learned.Parameter(randn(2, config.Width) * TokenBlock.Small);
        tokens_in = nn.Linear(grid.Numbers, config.Width);
        conditions_in = nn.Linear(config.Width, config.Width);
        blocks = nn.ModuleList([.. Enumerable.Range(0, config.SpaceDepth).Select(_ => new TokenBlock(config, arithmetic))]);
        norm = new(config.Width);
        RegisterComponents();
        register_buffer("space_code", grid.SpaceCode(config.Width).DetachFromDisposeScope());
    }

    Tensor SpaceCode => get_buffer("space_code")!;                                      // [M, W]; there from the start

    /// <param name="dynamics">What the causal transformer says of these frames [F, M, W].</param>
    /// <param name="tokens">[F, M, V]; those masked may hold anything.</param>
    /// <param name="masked">[F, M], true where a token is not there yet.</param>
    /// <param name="conditions">[F, W].</param>
    /// <returns>[F, M, W].</returns>
    public override Tensor forward(Tensor dynamics, Tensor tokens, Tensor masked, Tensor conditions)
    {
        ArgumentNullException.ThrowIfNull(masked);
        using var scope = NewDisposeScope();
        var known = where(masked.unsqueeze(-1), mask, tokens_in.call(tokens));          // [F, M, W]
        var told = conditions_in.call(conditions).unsqueeze(1);                         // [F, 1, W]
        var x = cat([dynamics + SpaceCode + kinds[0], known + SpaceCode + kinds[1]], 1) + told;   // [F, 2 M, W]
        foreach (var block in blocks) x = block.Transform(x, conditions);
        return norm.call(x.narrow(1, masked.shape[1], masked.shape[1])).MoveToOuterDisposeScope();
    }
}

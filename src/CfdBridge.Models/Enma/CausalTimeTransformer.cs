using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · T frames · M tokens of a frame · V numbers of a token · W width · H heads · K frames seen so far
/// <summary>
/// Tells of every frame what the next one follows from: attention is full within a frame and to all earlier frames
/// [ENMA, 3.1.1]. Tokens know where they stand, by sines and cosines over space; their order in time only shows in
/// what they can see. Differs from the paper on request: a learned weight for each distance in time.
/// </summary>
public sealed class CausalTimeTransformer : nn.Module<Tensor, Tensor, TimeMemory?, Tensor>
{
    readonly Parameter begin;                                                           // [W]
    readonly Parameter separator;                                                       // [W]
    readonly Linear tokens_in;
    readonly Linear conditions_in;
    readonly Parameter? time_bias;                                                      // [blocks, H, distances]
    readonly ModuleList<TokenBlock> blocks;
    readonly TokenNorm norm;

    public CausalTimeTransformer(EnmaConfig config, TokenGrid grid, Arithmetic arithmetic) : base(nameof(CausalTimeTransformer))
    {
        begin = Learned.Parameter(randn(config.Width) * TokenBlock.Small);
        separator = Learned.Parameter(randn(config.Width) * TokenBlock.Small);
        tokens_in = nn.Linear(grid.Numbers, config.Width);
        conditions_in = nn.Linear(config.Width, config.Width);
        time_bias = config.TimeBias == 0 ? null : Learned.Parameter(zeros(config.TimeDepth, config.Heads, config.TimeBias));
        blocks = nn.ModuleList([.. Enumerable.Range(0, config.TimeDepth).Select(_ => new TokenBlock(config, arithmetic))]);
        norm = new(config.Width);
        RegisterComponents();
        register_buffer("space_code", grid.SpaceCode(config.Width).DetachFromDisposeScope());
    }

    Tensor SpaceCode => get_buffer("space_code")!;                                      // [M, W]; there from the start

    /// <summary>Where nothing has been seen yet: the learned begin token in place of a frame [B, 1, M, W].</summary>
    public Tensor Begin(long clips) => begin.expand([clips, 1, SpaceCode.shape[0], -1]);

    /// <summary>Between trajectories: the learned separator in place of a frame [B, 1, M, W].</summary>
    public Tensor Separator(long clips) => separator.expand([clips, 1, SpaceCode.shape[0], -1]);

    /// <param name="tokens">[B, T, M, V].</param>
    /// <returns>[B, T, M, W].</returns>
    public Tensor Embed(Tensor tokens) => tokens_in.call(tokens);

    public TimeMemory NewMemory() => new(blocks.Count);

    /// <param name="frames">As embedded [B, T, M, W].</param>
    /// <param name="conditions">[B, W].</param>
    /// <param name="memory">What was seen of these clips before; these frames are added. Null if nothing was, nor shall be kept.</param>
    /// <returns>Of the frame that follows each of these [B, T, M, W].</returns>
    public override Tensor forward(Tensor frames, Tensor conditions, TimeMemory? memory)
    {
        ArgumentNullException.ThrowIfNull(frames);
        using var scope = NewDisposeScope();
        var (clips, times, tokens) = (frames.shape[0], frames.shape[1], frames.shape[2]);
        var told = conditions_in.call(conditions).unsqueeze(1).unsqueeze(1);            // [B, 1, 1, W]
        var x = (frames + SpaceCode + told).reshape(clips, times * tokens, -1);        // [B, T x M, W]
        var back = Distances(memory?.Frames ?? 0, times, frames.device);                // [T, K]
        var hidden = times == 1 ? null : zeros(back.shape, device: back.device).masked_fill(back < 0, double.NegativeInfinity);
        for (var layer = 0; layer < blocks.Count; layer++)
        {
            var at = layer;
            var mask = time_bias is null ? hidden : Biased(time_bias[layer], back, hidden);
            x = blocks[layer].Transform(x, conditions, PerToken(mask, tokens), memory is null ? null : (keys, values) => memory.Extend(at, keys, values));
        }

        memory?.Advance(times);
        return norm.call(x).reshape(frames.shape).MoveToOuterDisposeScope();
    }

    // By how many frames each frame seen lies behind each of the new ones; negative where it lies ahead.
    static Tensor Distances(long past, long times, Device device) =>
        arange(past, past + times, ScalarType.Int64, device).unsqueeze(1) - arange(past + times, ScalarType.Int64, device).unsqueeze(0);

    static Tensor Biased(Tensor bias, Tensor back, Tensor? hidden)                      // [H, distances], [T, K]
    {
        var chosen = bias.index_select(1, back.clamp(0, bias.shape[1] - 1).flatten()).reshape([-1, .. back.shape]);
        return hidden is null ? chosen : chosen + hidden;                               // [H, T, K]
    }

    static Tensor? PerToken(Tensor? mask, long tokens) => mask?.repeat_interleave(tokens, -2).repeat_interleave(tokens, -1);
}

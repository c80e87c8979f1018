using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · T frames · F = B x T · A frames of the context · M tokens · V numbers of a token · R noise draws
/// <summary>All that is drawn in a training step.</summary>
/// <param name="Level">Deviation of the noise on what a clip looks back at [B].</param>
/// <param name="HistoryNoise">That noise, of unit deviation, context first [B, A + T, M, V].</param>
/// <param name="Masked">True where a token is to be foretold [F, M].</param>
/// <param name="FlowNoise">Where the paths to the tokens begin [R, F x M, V].</param>
/// <param name="FlowTimes">Where on the paths [R, F x M].</param>
public sealed record EnmaDraws(Tensor Level, Tensor HistoryNoise, Tensor Masked, Tensor FlowNoise, Tensor FlowTimes)
{
    /// <summary>Level k = .2 u^2, masked share uniform from .75 to 1, r uniform; u uniform, each frame and clip by itself.</summary>
    public static EnmaDraws Of(EnmaConfig config, EnmaClip clip, Generator random)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(clip);
        using var scope = NewDisposeScope();
        var grid = new TokenGrid(config.Sites, config.Patch, config.Latent);
        var (clips, frames, device) = (clip.Frames.shape[0], clip.Frames.shape[1], clip.Frames.device);
        var context = clip.Context.Sum(one => one.shape[1]);
        var tokens = clips * frames * grid.Tokens;
        var level = rand(clips, device: device, generator: random).square() * config.HistoryNoise;
        var noise = randn(clips, context + frames, grid.Tokens, grid.Numbers, device: device, generator: random);
        var share = rand(clips * frames, 1, device: device, generator: random) * (1 - config.LeastMasked) + config.LeastMasked;
        var ranks = rand(clips * frames, grid.Tokens, device: device, generator: random).argsort().argsort();
        var masked = ranks < (share * grid.Tokens).ceil();
        var flow = randn([config.FlowDraws, tokens, grid.Numbers], device: device, generator: random);
        var times = rand(config.FlowDraws, tokens, device: device, generator: random);
        return new(Kept(level), Kept(noise), Kept(masked), Kept(flow), Kept(times));

        static Tensor Kept(Tensor drawn) => drawn.MoveToOuterDisposeScope();
    }
}

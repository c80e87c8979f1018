using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · T frames · F = B x T · L sites · D numbers at a site · M tokens of a frame · V numbers of a token
// W width · C conditions
/// <summary>
/// ENMA's generator: frame by frame in time, tokens in random order within a frame, each drawn by a flow [ENMA, 3.1].
/// A causal transformer says what the next frame follows from, a masked one what is known of each of its tokens, a small
/// network draws them.
/// </summary>
public sealed class EnmaNetwork : nn.Module
{
    const double LevelScale = 5; // to the size of the other conditions

    readonly Linear conditions_in;
    readonly Linear conditions_out;
    readonly CausalTimeTransformer time;
    readonly MaskedSpatialTransformer space;
    readonly TokenFlowHead flow;

    public EnmaNetwork(EnmaConfig config) : base(nameof(EnmaNetwork))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        (Config, Grid) = (config, new(config.Sites, config.Patch, config.Latent));
        conditions_in = nn.Linear(config.Conditions + 1, config.Width);
        conditions_out = nn.Linear(config.Width, config.Width);
        (time, space, flow) = (new(config, Grid, Arithmetic), new(config, Grid, Arithmetic), new(config, Grid, Arithmetic));
        RegisterComponents();
    }

    public EnmaConfig Config { get; }

    public TokenGrid Grid { get; }

    /// <summary>The number type of the products.</summary>
    public Arithmetic Arithmetic { get; } = new();

    internal CausalTimeTransformer Time => time;

    internal MaskedSpatialTransformer Space => space;

    internal TokenFlowHead Flow => flow;

    /// <summary>
    /// Error of the velocities of all masked tokens, of all frames of the clips: the first is foretold from the begin token,
    /// or from the context, each other one also from the true frames before it.
    /// </summary>
    /// <param name="whole">Masked tokens of the batch of which these are some clips: the mean is over them, and the losses of all its clips add up.</param>
    /// <returns>One number.</returns>
    /// <exception cref="ArgumentException">A clip has another shape than the configuration says.</exception>
    public Tensor Loss(EnmaClip clip, EnmaDraws draws, Tensor? whole = null)
    {
        ArgumentNullException.ThrowIfNull(draws);
        Expect(clip);
        using var scope = NewDisposeScope();
        var frames = clip.Frames.shape[1];
        var tokens = Grid.ToTokens(clip.Frames);                                        // [B, T, M, V]
        var conditions = Conditioned(clip.Conditions, draws.Level);                     // [B, W]
        var noise = draws.HistoryNoise * draws.Level.reshape(-1, 1, 1, 1);
        var sequence = Sequence(clip, noise);                                           // [B, all, M, W]; what follows its last frame is not known
        var seen = time.call(sequence.narrow(1, 0, sequence.shape[1] - 1), conditions, null);
        var dynamics = seen.narrow(1, seen.shape[1] - frames, frames).flatten(0, 1);    // [F, M, W]
        var known = space.call(dynamics, tokens.flatten(0, 1), draws.Masked, conditions.repeat_interleave(frames, 0));
        var errors = flow.Errors(known.flatten(0, 1), tokens.flatten(0, 2), draws.FlowNoise, draws.FlowTimes);
        var counted = draws.Masked.flatten().to(ScalarType.Float32);
        var count = (whole ?? draws.Masked).flatten().to(ScalarType.Float32).sum();
        return ((errors * counted).sum() / count).MoveToOuterDisposeScope();
    }

    /// <summary>All that shifts, scales and gates in the transformers [B, W].</summary>
    /// <param name="conditions">[B, C].</param>
    /// <param name="level">Deviation of the noise on what is looked back at [B].</param>
    internal Tensor Conditioned(Tensor conditions, Tensor level)
    {
        using var scope = NewDisposeScope();
        var told = cat([conditions, level.unsqueeze(-1) * LevelScale], -1);
        return conditions_out.call(nn.functional.silu(conditions_in.call(told))).MoveToOuterDisposeScope();
    }

    /// <summary>Begin token, each trajectory of the context with a separator behind it, the clip's own frames: [B, all, M, W].</summary>
    /// <param name="noise">Added to the frames, those of the context first [B, A + T, M, V].</param>
    internal Tensor Sequence(EnmaClip clip, Tensor noise)
    {
        using var scope = NewDisposeScope();
        var clips = clip.Frames.shape[0];
        var (parts, at) = (new List<Tensor> { time.Begin(clips) }, 0L);
        foreach (var trajectory in clip.Context) parts.AddRange([Noised(trajectory), time.Separator(clips)]);
        if (clip.Frames.shape[1] > 0) parts.Add(Noised(clip.Frames));
        return cat(parts, 1).MoveToOuterDisposeScope();

        Tensor Noised(Tensor frames)
        {
            var added = noise.narrow(1, at, frames.shape[1]);
            at += frames.shape[1];
            return time.Embed(Grid.ToTokens(frames) + added);
        }
    }

    /// <exception cref="ArgumentException">A clip has another shape than the configuration says.</exception>
    internal void Expect(EnmaClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var clips = clip.Frames.shape[0];
        foreach (var frames in clip.Context.Prepend(clip.Frames))
        {
            if (frames.shape is not [var batch, _, var sites, var latent] || (batch, sites, latent) != (clips, Grid.Sites, Grid.Latent))
                throw new ArgumentException($"Frames: expected [B={clips}, T, L={Grid.Sites}, D={Grid.Latent}], got [{string.Join(", ", frames.shape)}].", nameof(clip));
        }

        if (!clip.Conditions.shape.SequenceEqual([clips, Config.Conditions]))
            throw new ArgumentException($"Conditions: expected [B={clips}, C={Config.Conditions}], got [{string.Join(", ", clip.Conditions.shape)}].", nameof(clip));
    }
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · E members of the ensemble · T frames · L sites · D numbers at a site · M tokens of a frame · V numbers of a
// token · W width
/// <summary>
/// Continues clips, frame by frame, by a trained network: what a frame follows from is worked out once, with the frames
/// before it kept in a memory; its tokens are drawn in random order, some at each decoding step [ENMA, Algorithm 1].
/// </summary>
public sealed class EnmaGenerator
{
    readonly EnmaNetwork network;
    readonly EnmaSampling sampling;
    readonly IReadOnlyList<int> schedule;

    /// <param name="sampling">Null for those of the network's configuration.</param>
    public EnmaGenerator(EnmaNetwork network, EnmaSampling? sampling = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        (this.network, this.sampling) = (network, sampling ?? network.Config.Sampling);
        this.sampling.Validate();
        schedule = DecodeSchedule.Counts(this.sampling.Schedule, network.Grid.Tokens, this.sampling.DecodeSteps);
    }

    /// <summary>Frames that follow a clip; where it has none, those that follow its context; where there is none either, any that may be.</summary>
    /// <param name="known">Its frames, of any number, are looked back at; so is its context.</param>
    /// <param name="members">E, different continuations of each clip: all that a member draws comes of its own generator, on the network's device.</param>
    /// <returns>[B, E, frames, L, D].</returns>
    /// <exception cref="ArgumentException">The clip has another shape than the network's configuration says.</exception>
    public Tensor Generate(EnmaClip known, int frames, IReadOnlyList<Generator> members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0) throw new ArgumentException("members: there are none.", nameof(members));
        network.Expect(known);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var memory = network.Time.NewMemory();
        var clip = Members(known, members.Count);
        var random = new MemberDraws(members, known.Frames.shape[0]);
        if (Forgets(clip)) clip = Newest(clip, sampling.Memory);
        var clips = clip.Frames.shape[0];                                               // B x E
        var conditions = network.Conditioned(clip.Conditions, full(clips, sampling.HistoryNoise, device: clip.Frames.device));
        var made = new List<Tensor>();
        var dynamics = Read(clip, conditions, memory, random);
        while (true)
        {
            var tokens = Decode(dynamics, conditions, random).unsqueeze(1);             // [B E, 1, M, V]
            made.Add(network.Grid.ToSites(tokens));
            if (made.Count == frames) break;
            clip = clip with { Frames = cat([clip.Frames, made[^1]], 1) };
            if (Forgets(clip))
            {
                memory.Forget();
                clip = Newest(clip, sampling.Memory / 2);
                dynamics = Read(clip, conditions, memory, random);
            }
            else
            {
                dynamics = Last(network.Time.call(network.Time.Embed(tokens + Noise(tokens, random)), conditions, memory));
            }
        }

        return cat(made, 1).reshape(known.Frames.shape[0], members.Count, frames, network.Grid.Sites, network.Grid.Latent).MoveToOuterDisposeScope();
    }

    // All that is known at once: what the next frame follows from [B E, M, W].
    Tensor Read(EnmaClip clip, Tensor conditions, TimeMemory memory, MemberDraws random)
    {
        using var scope = NewDisposeScope();
        if (sampling.AuxiliaryFrames > 0) clip = clip with { Context = [.. clip.Context.Select(other => Telling(other, clip.Frames))] };
        var frames = clip.Context.Append(clip.Frames).Sum(one => one.shape[1]);
        var noise = Noise(zeros([clip.Frames.shape[0], frames, network.Grid.Tokens, network.Grid.Numbers], device: clip.Frames.device), random);
        return Last(network.Time.call(network.Sequence(clip, noise), conditions, memory)).MoveToOuterDisposeScope();
    }

    // Of another trajectory [B E, T, L, D] what tells most of each row.
    Tensor Telling(Tensor other, Tensor run) =>
        stack(Enumerable.Range(0, (int)other.shape[0]).Select(row => AuxiliaryStretch.Of(other.select(0, row), run.select(0, row), sampling.AuxiliaryFrames)));

    // A frame: known tokens tell more of the masked ones with every step [B E, M, V].
    Tensor Decode(Tensor dynamics, Tensor conditions, MemberDraws random)
    {
        using var scope = NewDisposeScope();
        var (clips, count) = (dynamics.shape[0], network.Grid.Tokens);
        var order = random.Uniform(count).argsort();          // [B E, M]
        var tokens = zeros(clips, count, network.Grid.Numbers, device: dynamics.device);
        var (ranks, done) = (order.argsort(), 0);
        foreach (var chosen in schedule)
        {
            var known = network.Space.call(dynamics, tokens, ranks >= done, conditions);               // [B E, M, W]
            var places = order.narrow(1, done, chosen).unsqueeze(-1);                                   // [B E, chosen, 1]
            var told = known.gather(1, places.expand([-1, -1, known.shape[2]])).flatten(0, 1);
            var noise = random.Normal(chosen, network.Grid.Numbers);
            var drawn = network.Flow.Sample(told, noise.flatten(0, 1), sampling.FlowSteps).reshape(clips, chosen, -1);
            tokens = tokens.scatter(1, places.expand([-1, -1, network.Grid.Numbers]), drawn);
            done += chosen;
        }

        return tokens.MoveToOuterDisposeScope();
    }

    Tensor Noise(Tensor like, MemberDraws random) => sampling.HistoryNoise == 0 ? zeros_like(like) : random.Normal(like.shape[1..]) * sampling.HistoryNoise;

    bool Forgets(EnmaClip clip) => sampling.Memory > 0 && clip.Frames.shape[1] > sampling.Memory;

    static EnmaClip Members(EnmaClip clip, int members) =>
        new(clip.Frames.repeat_interleave(members, 0), clip.Conditions.repeat_interleave(members, 0)) { Context = [.. clip.Context.Select(one => one.repeat_interleave(members, 0))] };

    static EnmaClip Newest(EnmaClip clip, long frames) => clip with { Frames = clip.Frames.narrow(1, clip.Frames.shape[1] - frames, frames) };

    static Tensor Last(Tensor frames) => frames.select(1, frames.shape[1] - 1);
}

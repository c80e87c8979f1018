using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaLawTests
{
    const double Rounding = 1e-5; // float32, values of order 1, a few blocks of sums of some hundred terms
    const double Seen = 1e-3;     // what cannot be rounding

    public static TheoryData<string> Sizes => [.. EnmaCases.Configs.Keys];

    [Theory, MemberData(nameof(Sizes))]
    public void Tokens_become_the_sites_they_were_made_of(string sizes)
    {
        using var scope = NewDisposeScope();
        var (grid, latents) = (Grid(sizes), EnmaCases.Clip(EnmaCases.Configs[sizes], "sites", 2, 3).Frames);


        var back = grid.ToSites(grid.ToTokens(latents));


        Assert.Equal(latents.data<float>().ToArray(), back.data<float>().ToArray());
    }

    [Theory, MemberData(nameof(Sizes))]
    public void A_later_frame_changes_nothing_that_was_said_before_it(string sizes)
    {
        using var scope = NewDisposeScope();
        var (time, frames, conditions) = Causal(sizes);
        var other = cat([frames.narrow(1, 0, 3), frames.narrow(1, 3, 3) + 1], 1);


        var (said, instead) = (time.call(frames, conditions, null), time.call(other, conditions, null));


        Assert.True(Apart(said.narrow(1, 0, 3), instead.narrow(1, 0, 3)) == 0);
        Assert.True(Apart(said.select(1, 3), instead.select(1, 3)) > Seen);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void An_earlier_frame_changes_what_is_said_after_it(string sizes)
    {
        using var scope = NewDisposeScope();
        var (time, frames, conditions) = Causal(sizes);
        var other = cat([frames.narrow(1, 0, 1) + 1, frames.narrow(1, 1, 5)], 1);


        var (said, instead) = (time.call(frames, conditions, null), time.call(other, conditions, null));


        Assert.True(Apart(said.select(1, 5), instead.select(1, 5)) > Seen);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Within_a_frame_every_token_sees_every_other(string sizes)
    {
        using var scope = NewDisposeScope();
        var (time, frames, conditions) = Causal(sizes);
        var last = frames.shape[2] - 1;
        var other = cat([frames.narrow(2, 0, last), frames.narrow(2, last, 1) + 1], 2);


        var (said, instead) = (time.call(frames, conditions, null), time.call(other, conditions, null));


        Assert.True(Apart(said.select(1, 0).select(1, 0), instead.select(1, 0).select(1, 0)) > Seen);
    }

    [Theory]
    [InlineData("1-D", new[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData("2-D", new[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData("2-D", new[] { 3, 1, 2 })]
    [InlineData("2-D, time bias", new[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData("2-D, time bias", new[] { 2, 3, 1 })]
    [InlineData("3-D", new[] { 4, 1, 1 })]
    public void Frames_read_one_after_the_other_say_what_they_say_at_once(string sizes, int[] pieces)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (time, frames, conditions) = Causal(sizes);
        using var memory = time.NewMemory();


        var said = new List<Tensor>();
        foreach (var count in pieces) said.Add(time.call(frames.narrow(1, memory.Frames, count), conditions, memory));


        Assert.True(Apart(cat([.. said], 1), time.call(frames, conditions, null)) < Rounding);
    }

    [Fact]
    public void A_long_history_goes_through_the_memory_as_well()
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (time, _, conditions) = Causal("2-D, time bias");
        var frames = CodecCase.Draw("long", 2, 60, 6, 16);
        using var memory = time.NewMemory();


        var said = Enumerable.Range(0, 60).Select(t => time.call(frames.narrow(1, t, 1), conditions, memory)).ToArray();


        Assert.True(Apart(cat(said, 1), time.call(frames, conditions, null)) < Rounding);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void True_values_of_masked_tokens_do_not_leak(string sizes)
    {
        using var scope = NewDisposeScope();
        var (config, grid) = (EnmaCases.Configs[sizes], Grid(sizes));
        var space = EnmaCases.Network(config).Space;
        var (dynamics, tokens) = (CodecCase.Draw("d", 1, grid.Tokens, config.Width), CodecCase.Draw("t", 1, grid.Tokens, grid.Numbers));
        var masked = arange(grid.Tokens).unsqueeze(0) >= 1;
        var conditions = CodecCase.Draw("c", 1, config.Width);
        Tensor Known(Tensor of) => space.call(dynamics, of, masked, conditions);


        var (true_, hidden, known) = (Known(tokens), Known(where(masked.unsqueeze(-1), full(1, double.NaN), tokens)), Known(where(masked.unsqueeze(-1), tokens, tokens + 1)));


        Assert.True(Apart(true_, hidden) == 0);
        Assert.True(Apart(true_.narrow(1, 1, 1), known.narrow(1, 1, 1)) > Seen);
    }

    [Fact]
    public void Only_masked_tokens_count_in_the_loss()
    {
        using var scope = NewDisposeScope();
        var network = EnmaCases.Network(EnmaCases.Plane);
        var clip = EnmaCases.Clip(EnmaCases.Plane, "loss", 2, 3);
        var draws = EnmaDraws.Of(EnmaCases.Plane, clip, new Generator(1));
        var there = draws.Masked.logical_not().flatten().to(ScalarType.Float32).reshape(1, -1, 1);
        var masked = 1 - there;


        var (loss, others, own) = (Of(zeros(1)), Of(there), Of(masked));


        Assert.True(there.sum().item<float>() > 0);
        Assert.Equal(loss, others);
        Assert.NotEqual(loss, own);

        float Of(Tensor added) => network.Loss(clip, draws with { FlowNoise = draws.FlowNoise + added }).item<float>();
    }

    [Fact]
    public void The_masked_share_of_a_training_frame_lies_between_its_bounds()
    {
        using var scope = NewDisposeScope();
        var config = EnmaCases.Plane with { Sites = [8, 8], Patch = [1, 1] };


        var draws = EnmaDraws.Of(config, EnmaCases.Clip(config, "share", 20, 10), new Generator(3));


        float[] shares = draws.Masked.to(ScalarType.Float32).mean([1]).data<float>().ToArray();
        Assert.All(shares, share => Assert.InRange(share, 0.75, 1));
        Assert.InRange(shares.Min(), 0.75, 0.78);
        Assert.InRange(shares.Max(), 0.97, 1);
        Assert.InRange(shares.Average(), 0.86, 0.90);
        Assert.InRange(draws.Level.max().item<float>(), 0.1f, 0.2f);
    }

    [Fact]
    public void The_context_is_heard_and_so_are_its_separators_and_its_order_in_time()
    {
        using var scope = NewDisposeScope();
        var network = CodecCase.Drawn(new EnmaNetwork(EnmaCases.Plane), "context", 0.4);
        var clip = EnmaCases.Clip(EnmaCases.Plane, "context", 1, 2, 4);
        var context = clip.Context[0];
        var (first, second) = (context.narrow(1, 0, 2), context.narrow(1, 2, 2));
        IReadOnlyList<Tensor>[] contexts = [[context], [], [cat([second, first], 1)], [first, second]];


        var told = contexts.Select(one => Dynamics(clip with { Context = one })).ToArray();


        for (var i = 0; i < told.Length; i++) Assert.All(told[..i], other => Assert.True(Apart(told[i], other) > Seen));

        Tensor Dynamics(EnmaClip one)
        {
            var noise = zeros(1, one.Context.Append(one.Frames).Sum(part => part.shape[1]), 6, 20);
            var said = network.Time.call(network.Sequence(one, noise), network.Conditioned(one.Conditions, zeros(1)), null);
            return said.select(1, said.shape[1] - 1);
        }
    }

    [Fact]
    public void The_loss_hears_the_context()
    {
        using var scope = NewDisposeScope();
        var network = CodecCase.Drawn(new EnmaNetwork(EnmaCases.Plane), "context", 0.4);
        var clip = EnmaCases.Clip(EnmaCases.Plane, "context", 1, 2, 4);
        var draws = EnmaDraws.Of(EnmaCases.Plane, clip, new Generator(1));


        var (loss, other) = (network.Loss(clip, draws).item<float>(), network.Loss(clip with { Context = [clip.Context[0] + 1] }, draws).item<float>());


        Assert.True(Math.Abs(loss - other) > 1e-4 * loss, $"{loss} and {other}"); // rounding is a thousandth of this
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-3.0)]
    public void The_sampler_converges_in_second_order_on_a_linear_field(double rate)
    {
        using var scope = NewDisposeScope();
        var start = ones(1, ScalarType.Float64);


        var errors = new[] { 8, 16, 32, 64 }.Select(steps => Math.Abs(Midpoint.Integrate((z, _) => z * rate, start, steps).item<double>() - Math.Exp(rate))).ToArray();


        Assert.All(errors.Zip(errors.Skip(1)), pair => Assert.InRange(pair.First / pair.Second, 3.3, 5.2)); // 4 but for the next order
    }

    [Theory]
    [InlineData(FlowTarget.Velocity)]
    [InlineData(FlowTarget.Data)]
    public void A_head_that_gives_out_zeros_stays_where_it_is_or_ends_at_data_of_zero(FlowTarget target)
    {
        using var scope = NewDisposeScope();
        var config = EnmaCases.Plane with { FlowTarget = target };
        var flow = new EnmaNetwork(config).Flow; // as it begins
        var noise = CodecCase.Draw("noise", 4, 20);


        var sampled = flow.Sample(zeros(4, config.Width), noise, 5);


        Assert.True(Apart(sampled, target == FlowTarget.Velocity ? noise : zeros(4, 20)) < Rounding);
    }

    static (CausalTimeTransformer Time, Tensor Frames, Tensor Conditions) Causal(string sizes)
    {
        var config = EnmaCases.Configs[sizes];
        return (EnmaCases.Network(config).Time, CodecCase.Draw("frames", 2, 6, Grid(sizes).Tokens, config.Width), CodecCase.Draw("conditions", 2, config.Width));
    }

    static TokenGrid Grid(string sizes)
    {
        var config = EnmaCases.Configs[sizes];
        return new(config.Sites, config.Patch, config.Latent);
    }

    static double Apart(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}

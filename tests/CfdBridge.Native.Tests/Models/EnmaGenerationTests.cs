using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaGenerationTests
{
    const double Rounding = 2e-5; // float32, some frames after each other
    const double Seen = 1e-3;     // what cannot be rounding

    static readonly EnmaSampling Exact = new() { HistoryNoise = 0 };

    [Theory]
    [InlineData("1-D", DecodeScheduleKind.CosineSquared)]
    [InlineData("2-D", DecodeScheduleKind.Cosine)]
    [InlineData("3-D", DecodeScheduleKind.CosineSquared)]
    public void The_same_seed_gives_the_same_frames_and_another_seed_others(string sizes, DecodeScheduleKind schedule)
    {
        using var scope = NewDisposeScope();
        var config = EnmaCases.Configs[sizes];
        var generator = new EnmaGenerator(EnmaCases.Network(config), new() { Schedule = schedule });
        var clip = EnmaCases.Clip(config, "seed", 2, 3);


        var (one, same, other) = (generator.Generate(clip, 3, [new(5), new(6)]), generator.Generate(clip, 3, [new(5), new(6)]), generator.Generate(clip, 3, [new(7), new(8)]));


        Assert.Equal([2, 2, 3, clip.Frames.shape[2], config.Latent], one.shape);
        Assert.Equal(one.data<float>().ToArray(), same.data<float>().ToArray());
        Assert.True(Apart(one, other) > Seen);
        Assert.True(Apart(one.select(1, 0), one.select(1, 1)) > Seen); // members differ
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_generation_goes_on_where_another_stopped(int history)
    {
        using var scope = NewDisposeScope();
        var clip = EnmaCases.Clip(EnmaCases.Plane, "on", 2, history, 3);
        var generator = new EnmaGenerator(EnmaCases.Network(EnmaCases.Plane with { TimeBias = 2 }), Exact);
        var (whole, parts) = (new Generator(7), new Generator(7));


        var at_once = generator.Generate(clip, 4, [whole]).squeeze(1);
        var first = generator.Generate(clip, 2, [parts]).squeeze(1);
        var second = generator.Generate(clip with { Frames = cat([clip.Frames, first], 1) }, 2, [parts]).squeeze(1);


        Assert.True(Apart(at_once, cat([first, second], 1)) < Rounding);
        Assert.True(Apart(first, second) > Seen);
    }

    [Fact]
    public void Frames_come_of_the_begin_token_alone()
    {
        using var scope = NewDisposeScope();
        var config = EnmaCases.Plane with { Conditions = 0 };


        var made = new EnmaGenerator(EnmaCases.Network(config)).Generate(EnmaCases.Clip(config, "begin", 1, 0), 3, [new(1), new(2), new(3), new(4)]);


        Assert.Equal([1, 4, 3, 24, 5], made.shape);
        Assert.True(made.isfinite().all().item<bool>());
        Assert.True(made.std().item<float>() > Seen);
    }

    [Fact]
    public void Frames_come_of_another_trajectory_alone_and_depend_on_it()
    {
        using var scope = NewDisposeScope();
        var clip = EnmaCases.Clip(EnmaCases.Plane, "other", 1, 0, 4, 2);
        var generator = new EnmaGenerator(CodecCase.Drawn(new EnmaNetwork(EnmaCases.Plane), "context", 0.4), Exact);


        var (made, changed) = (generator.Generate(clip, 2, [new(1)]), generator.Generate(clip with { Context = [clip.Context[0] + 1, clip.Context[1]] }, 2, [new(1)]));


        Assert.Equal([1, 1, 2, 24, 5], made.shape);
        Assert.True(Apart(made, changed) > Seen);
    }

    [Fact]
    public void What_is_known_of_a_run_changes_its_frames()
    {
        using var scope = NewDisposeScope();
        var clip = EnmaCases.Clip(EnmaCases.Plane, "conditions", 1, 2);
        var generator = new EnmaGenerator(EnmaCases.Network(EnmaCases.Plane));


        var (made, changed) = (generator.Generate(clip, 2, [new(1)]), generator.Generate(clip with { Conditions = clip.Conditions + 1 }, 2, [new(1)]));


        Assert.True(Apart(made, changed) > Seen);
    }

    [Fact]
    public void What_a_bounded_memory_has_forgotten_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var clip = EnmaCases.Clip(EnmaCases.Plane, "forget", 1, 7);
        var network = CodecCase.Drawn(new EnmaNetwork(EnmaCases.Plane), "forget", 0.4);
        var newest = clip with { Frames = clip.Frames.narrow(1, 3, 4) };


        var (bounded, short_, unbounded) = (Make(4, clip), Make(4, newest), Make(0, clip));


        Assert.Equal(bounded.data<float>().ToArray(), short_.data<float>().ToArray());
        Assert.True(Apart(bounded, unbounded) > Seen);

        Tensor Make(int memory, EnmaClip of) => new EnmaGenerator(network, Exact with { Memory = memory }).Generate(of, 5, [new(3)]);
    }

    [Fact]
    public void A_memory_that_is_full_goes_on_from_its_newer_half()
    {
        using var scope = NewDisposeScope();
        var clip = EnmaCases.Clip(EnmaCases.Plane, "full", 1, 4);
        var generator = new EnmaGenerator(EnmaCases.Network(EnmaCases.Plane), Exact with { Memory = 4 });
        var (whole, parts) = (new Generator(7), new Generator(7));


        var at_once = generator.Generate(clip, 3, [whole]).squeeze(1);
        var first = generator.Generate(clip, 1, [parts]).squeeze(1);
        var rest = generator.Generate(clip with { Frames = cat([clip.Frames.narrow(1, 3, 1), first], 1) }, 2, [parts]).squeeze(1);


        Assert.True(Apart(at_once, cat([first, rest], 1)) < Rounding);
    }

    [Fact]
    public void A_generation_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        var generator = new EnmaGenerator(EnmaCases.Network(EnmaCases.Plane), new() { Memory = 2 });
        var clip = EnmaCases.Clip(EnmaCases.Plane, "leak", 1, 2, 2);
        using var random = new Generator(1);
        using var other = new Generator(2);
        var before = scope.DisposablesCount;


        generator.Generate(clip, 6, [random, other]);


        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    [Fact]
    public void Shapes_and_sizes_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        var (config, network) = (EnmaCases.Plane, EnmaCases.Network(EnmaCases.Plane));
        var clip = EnmaCases.Clip(config, "wrong", 2, 2);
        string Refused(EnmaClip wrong) => Assert.Throws<ArgumentException>(() => new EnmaGenerator(network).Generate(wrong, 1, [new(1)])).Message;


        Assert.Contains("expected [B=2, T, L=24, D=5], got [2, 2, 23, 5]", Refused(clip with { Frames = clip.Frames.narrow(2, 0, 23) }), StringComparison.Ordinal);
        Assert.Contains("expected [B=2, T, L=24, D=5], got [1, 2, 24, 5]", Refused(clip with { Context = [clip.Frames.narrow(0, 0, 1)] }), StringComparison.Ordinal);
        Assert.Contains("expected [B=2, C=2], got [2, 1]", Refused(clip with { Conditions = clip.Conditions.narrow(1, 0, 1) }), StringComparison.Ordinal);
        Assert.Contains("[4, 2] does not divide the sites [6, 4]", Assert.Throws<ArgumentException>(() => new EnmaNetwork(config with { Patch = [4, 2] })).Message, StringComparison.Ordinal);
        Assert.Contains("Memory", Assert.Throws<ArgumentException>(() => new EnmaGenerator(network, new() { Memory = 1 })).Message, StringComparison.Ordinal);
    }

    static double Apart(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}

using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class SegmentLawTests
{
    const double Rounding = 2e-5; // float32, two blocks of attention over some ten tokens, values of order 1

    static readonly SegmentConfig Config = SegmentCases.Small(6, 4);

    [Fact]
    public void A_network_begins_with_blocks_that_change_nothing_and_predicts_the_mean()
    {
        using var scope = NewDisposeScope();
        var (tokens, given) = (CodecCase.Draw("tokens", 2, 20, 24), SegmentCases.Given(Config, "start"));
        var block = new SegmentBlock(Config, new());
        var network = new SegmentTransformer(Config, 5);


        var passed = block.call(tokens, CodecCase.Draw("told", 2, 24), Rotation.Of(given.Times, [0, 0, 0, 1, 1, 0, 1, 1], 2, 6));
        var predicted = network.Predict(given, CodecCase.Draw("noisy", given.Known.shape), full(2, 0.5));


        Assert.Equal(0, Apart(tokens, passed));
        Assert.Equal(0, Apart(given.Or(zeros_like(given.Known)), predicted));
    }

    [Fact]
    public void Known_frames_come_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var given = SegmentCases.Given(Config, "known");


        var predicted = Network("known").Predict(given, CodecCase.Draw("noisy", given.Known.shape), full(2, 0.5));


        var mask = given.Mask.unsqueeze(-1).unsqueeze(-1);
        Assert.Equal(0, Apart(where(mask, given.Known, zeros_like(predicted)), where(mask, predicted, zeros_like(predicted))));
        Assert.True(Apart(given.Known, predicted) > 0.1);
    }

    [Fact]
    public void What_stands_at_unknown_frames_and_the_noise_at_known_ones_is_never_seen()
    {
        using var scope = NewDisposeScope();
        var (given, noisy, network) = (SegmentCases.Given(Config, "leak"), CodecCase.Draw("noisy", 2, 5, 24, 3), Network("leak"));
        var mask = given.Mask.unsqueeze(-1).unsqueeze(-1);
        var nothing = full_like(noisy, double.NaN);


        var clean = network.Predict(given, noisy, full(2, 0.5));
        var hidden = network.Predict(given with { Known = where(mask, given.Known, nothing) }, where(mask, nothing, noisy), full(2, 0.5));


        Assert.Equal(0, Apart(clean, hidden));
    }

    [Fact]
    public void Every_unknown_frame_depends_on_every_known_one()
    {
        using var scope = NewDisposeScope();
        var (given, network) = (SegmentCases.Given(Config, "reach"), Network("reach"));
        var known = given.Known.clone();
        known[0, 3].add_(1); // frame 3 of the first segment is known


        var change = (network.Predict(given with { Known = known }, zeros_like(known), zeros(2)) - network.Predict(given, zeros_like(known), zeros(2))).abs().amax([2, 3]);


        Assert.All([1, 2, 4], frame => Assert.True(change[0, frame].item<float>() > 1e-4));
        Assert.Equal(0, change[1].max().item<float>()); // another segment
    }

    [Fact]
    public void A_shift_of_all_times_changes_nothing_a_stretch_does()
    {
        using var scope = NewDisposeScope();
        var (given, noisy, network) = (SegmentCases.Given(Config, "time"), CodecCase.Draw("noisy", 2, 5, 24, 3), Network("time"));
        Tensor At(Tensor times) => network.Predict(given with { Times = times }, noisy, full(2, 0.5));


        var (here, shifted, stretched) = (At(given.Times), At(given.Times + 7.25), At(given.Times * 1.5));


        Assert.True(Apart(here, shifted) < Rounding);
        Assert.True(Apart(here, stretched) > 100 * Rounding);
    }

    [Fact]
    public void More_frames_than_in_training_are_accepted()
    {
        using var scope = NewDisposeScope();
        var given = SegmentCases.Given(Config, "long", frames: 3 * Config.Frames);


        var predicted = Network("long").Predict(given, zeros_like(given.Known), zeros(2));


        Assert.True(predicted.isfinite().all().item<bool>());
    }

    [Fact]
    public void A_model_of_many_shapes_needs_the_geometry_and_heeds_it()
    {
        using var scope = NewDisposeScope();
        var config = Config with { GeometryChannels = 2 };
        var network = CodecCase.Drawn(new SegmentTransformer(config, 5), "shapes");
        var (given, noisy) = (SegmentCases.Given(config, "shapes"), CodecCase.Draw("noisy", 2, 5, 24, 3));


        var (one, other) = (network.Predict(given, noisy, zeros(2)), network.Predict(given with { Geometry = given.Geometry! * -1 }, noisy, zeros(2))); // drawn above


        Assert.True(Apart(one, other) > 1e-3);
        Assert.Throws<ArgumentException>(() => network.Predict(given with { Geometry = null }, noisy, zeros(2)));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(6, 4)]
    [InlineData(4, 6, 2)]
    public void Tokens_hold_neighbouring_sites_and_give_them_back(params int[] sites)
    {
        using var scope = NewDisposeScope();
        var config = SegmentCases.Small(sites);
        var tokens = new SegmentTokens(config);
        var numbers = arange(config.SiteCount, dtype: ScalarType.Float32).reshape(1, 1, -1, 1).expand(2, 3, config.SiteCount, 1);


        var held = tokens.FromSites(numbers);


        Assert.Equal([2, 3, config.Tokens, config.PatchSites], held.shape);
        Assert.Equal(0, Apart(numbers, tokens.ToSites(held)));
        float[] first = [.. Enumerable.Range(0, config.SiteCount).Where(site => InFirstPatch(config, site)).Select(site => (float)site)];
        Assert.Equal(first, held[0, 0, 0].data<float>().ToArray());
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Contains("does not divide", Assert.Throws<ArgumentException>((Config with { Patch = [4, 2] }).Validate).Message, StringComparison.Ordinal);
        Assert.Contains("multiple of 10", Assert.Throws<ArgumentException>((Config with { Heads = 5 }).Validate).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>((Config with { Patch = [3] }).Validate);
        Assert.Throws<ArgumentException>((Config with { Frames = 3 }).Validate);
    }

    static bool InFirstPatch(SegmentConfig config, int site)
    {
        for (var axis = config.Sites.Count - 1; axis >= 0; axis--)
        {
            if (site % config.Sites[axis] >= config.Patch[axis]) return false;
            site /= config.Sites[axis];
        }

        return true;
    }

    static SegmentTransformer Network(string seed) => CodecCase.Drawn(new SegmentTransformer(Config, 5), seed);

    static double Apart(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}

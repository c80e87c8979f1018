using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class BlockLawTests
{
    const double Rounding = 2e-6; // float32, values of order 1, sums of some hundred terms

    static readonly Arithmetic Single = new();
    static readonly long[] Axes = [6, 4, 8];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void A_periodic_convolution_commutes_with_a_shift_along_its_periodic_axes(int dimensions, int stride)
    {
        using var scope = NewDisposeScope();
        var x = CodecCase.Draw("shift", [2, 8, .. Axes[..dimensions]]);
        for (var axis = 0; axis < dimensions; axis++)
        {
            var convolution = new SpatialConvolution(new(dimensions, 8, 8) { Stride = stride, Periodic = [axis] }, Single);


            var (shifted, moved) = (convolution.call(x.roll(stride, 2 + axis)), convolution.call(x).roll(1, 2 + axis));


            Assert.True(Apart(shifted, moved) < Rounding);
        }
    }

    [Fact]
    public void A_convolution_that_is_not_periodic_knows_the_edges()
    {
        using var scope = NewDisposeScope();
        var x = CodecCase.Draw("edges", 2, 8, 6, 4);
        var convolution = new SpatialConvolution(new(2, 8, 8) { Periodic = [0] }, Single);

        Assert.True(Apart(convolution.call(x.roll(1, 3)), convolution.call(x).roll(1, 3)) > 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_dealt_to_the_finer_grid_is_gathered_again(int dimensions)
    {
        using var scope = NewDisposeScope();
        var x = CodecCase.Draw("deal", [3, 5 << dimensions, .. Axes[..dimensions]]);


        var there = ExpandSpace.Dealt(x, dimensions);


        Assert.Equal([3, 5, .. Axes[..dimensions].Select(size => 2 * size)], there.shape);
        Assert.Equal(x.data<float>().ToArray(), ExpandSpace.Gathered(there, dimensions).contiguous().data<float>().ToArray());
    }

    [Fact]
    public void The_weights_of_attention_are_shares()
    {
        using var scope = NewDisposeScope();
        var attention = CodecCase.Drawn(new DistanceBiasedAttention([0.5, 0.5, 1.5, 0.5, 2.5, 0.5], 2, 8), "shares");


        var weights = attention.call(CodecCase.Draw("points", 3, 9, 2) * 3);


        Assert.True(Apart(weights.sum(1), ones(3, 8)) < Rounding);
        Assert.True(weights.min().item<float>() >= 0);
    }

    [Fact]
    public void Far_points_count_less_where_the_slope_is_steep()
    {
        using var scope = NewDisposeScope();
        var attention = new DistanceBiasedAttention([0.0], 1, 4); // slopes 1, 2, 3, 4
        attention.get_parameter("queries")!.requires_grad_(false).zero_(); // no opinion but the distance


        var weights = attention.call(tensor(new float[] { 0, 1 }, [1, 2, 1]));


        for (var head = 0; head < 4; head++) Assert.Equal(1 / (1 + Math.Exp(1 + head)), weights[0, 1, head].item<float>(), 5e-6); // softplus and its inverse in float32
    }

    [Fact]
    public void Time_is_mixed_causally()
    {
        using var scope = NewDisposeScope();
        var mixing = CodecCase.Drawn(new CausalMixing(8, 3), "time");
        var (x, y) = (CodecCase.Draw("one", 1, 6, 8, 4), CodecCase.Draw("other", 1, 6, 8, 4));
        var changed = cat([x.narrow(1, 0, 3), y.narrow(1, 3, 3)], 1);


        var (before, after) = (mixing.call(x.flatten(0, 1), 6), mixing.call(changed.flatten(0, 1), 6));


        Assert.Equal(0, Apart(before.narrow(0, 0, 3), after.narrow(0, 0, 3)));
        Assert.True(Apart(before.narrow(0, 3, 1), after.narrow(0, 3, 1)) > 0.01);
    }

    [Theory]
    [InlineData(PointEncoderKind.ContinuousConvolution)]
    [InlineData(PointEncoderKind.Attention)]
    public void Places_gathered_in_two_halves_are_those_gathered_at_once(PointEncoderKind kind)
    {
        using var scope = NewDisposeScope();
        double[] places = [.. Enumerable.Range(0, 12).SelectMany(i => new[] { i % 4 + 0.5, i / 4 + 0.5 })];
        double[] points = [.. CodecCase.Draw("points", 80).data<float>().Select((x, i) => (1 + (double)x) * (i % 2 == 0 ? 2 : 1.5))];
        var values = CodecCase.Draw("values", 40, 3, 5);
        var whole = CodecCase.Drawn(Make(places), "weights");


        var halves = new[] { 0, 6 }.Select(first => GatherOf(Part(whole, places, first), places[(2 * first)..(2 * first + 12)])).ToArray();


        Assert.True(Apart(GatherOf(whole, places), cat(halves, 1)) < Rounding);

        PointEncoder Make(double[] at) => kind == PointEncoderKind.Attention ? new DistanceBiasedAttention(at, 2, 4) : new ContinuousConvolution(at, 2, 4);

        // What is said of each place is taken for some of them, everything else is the same.
        PointEncoder Part(PointEncoder all, double[] at, int first)
        {
            var part = Make(at[(2 * first)..(2 * first + 12)]);
            part.load_state_dict(all.state_dict().ToDictionary(one => one.Key, one => one.Key is "places" or "queries" or "coordinates" ? one.Value.detach().narrow(0, first, 6) : one.Value));
            return part;
        }

        Tensor GatherOf(PointEncoder encoder, double[] at)
        {
            using var around = new PointNeighbourhood(at, points, 2, 6);
            return around.Gather(values, encoder.call(around.Coordinates));
        }
    }

    static double Apart(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}

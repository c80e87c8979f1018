using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

/// <summary>The blocks of which the codec is built, one by one.</summary>
static class BlockCases
{
    static readonly Arithmetic Single = new();
    static readonly long[] Axes = [6, 4, 8];

    public static IEnumerable<CodecCase> All => [.. Enumerable.Range(1, 3).SelectMany(InDimensions), .. Attentions, Gather];

    static IEnumerable<CodecCase> InDimensions(int dimensions)
    {
        long[] shape = [4, 16, .. Axes[..dimensions]];
        foreach (var stride in new[] { 1, 2 })
        {
            foreach (int[] periodic in new[] { [], [dimensions - 1], Enumerable.Range(0, dimensions).ToArray() }.DistinctBy(axes => string.Join(' ', axes)))
            {
                var convolution = new SpatialConvolution(new(dimensions, 16, 8) { Stride = stride, Periodic = periodic }, Single);
                var python = $"SpatialConvolution({dimensions}, 16, 8, stride={stride}, periodic=[{string.Join(", ", periodic)}])|x";
                yield return CodecCase.Of($"convolution {dimensions}-D stride {stride} periodic {periodic.Length}", python, convolution, shape, convolution.call);
            }
        }

        foreach (var kernel in new[] { 2, 3 })
        {
            var mixing = new CausalMixing(16, kernel);
            yield return CodecCase.Of($"causal mixing {dimensions}-D kernel {kernel}", $"CausalMixing(16, {kernel})|x, 4", mixing, shape, x => mixing.call(x, 4));
            yield return CodecCase.Of($"causal mixing {dimensions}-D kernel {kernel}, two clips", $"CausalMixing(16, {kernel})|x, 2", mixing, shape, x => mixing.call(x, 2));
        }

        var context = new GlobalContext(16);
        yield return CodecCase.Of($"global context {dimensions}-D", "GlobalContext(16)|x", context, shape, context.call);
        foreach (var kernel in new[] { 1, 3 })
        {
            var block = new ResidualBlock(new(dimensions, 16, 16) { Periodic = [0] }, kernel, Single);
            yield return CodecCase.Of($"residual block {dimensions}-D kernel {kernel}", $"ResidualBlock({dimensions}, 16, {kernel}, [0])|x, 2", block, shape, x => block.call(x, 2));
        }

        var expand = new ExpandSpace(dimensions, 16, 6, Single);
        yield return CodecCase.Of($"expand {dimensions}-D", $"ExpandSpace({dimensions}, 16, 6)|x", expand, shape, expand.call);
        yield return CodecCase.Of($"expand {dimensions}-D as a transposed convolution", $"TransposedExpandSpace({dimensions}, 16, 6)|x", expand, shape, expand.call);
    }

    static IEnumerable<CodecCase> Attentions
    {
        get
        {
            for (var dimensions = 1; dimensions <= 3; dimensions++)
            {
                double[] places = [.. Enumerable.Range(0, 5 * dimensions).Select(i => 0.5 + i * 0.7 % 3)];
                var (attention, convolution) = (new DistanceBiasedAttention(places, dimensions, 6), new ContinuousConvolution(places, dimensions, 6));
                yield return CodecCase.Of($"attention {dimensions}-D", $"DistanceBiasedAttention(5, {dimensions}, 6)|x", attention, [5, 7, dimensions], attention.call);
                yield return CodecCase.Of($"continuous convolution {dimensions}-D", $"ContinuousConvolution(5, {dimensions}, 6)|x", convolution, [5, 7, dimensions], convolution.call);
            }
        }
    }

    static CodecCase Gather
    {
        get
        {
            double[] places = [0.5, 0.5, 1.5, 0.5, 0.5, 1.5];
            double[] points = [.. CodecCase.Draw("points", 20).data<float>().Select(x => 1 + (double)x)];
            var around = new PointNeighbourhood(places, points, 2, 4);
            var (values, weights) = (CodecCase.Draw("values", 10, 3, 5).requires_grad_(), CodecCase.Draw("weights", 3, 4, 6).requires_grad_());
            return new("gather", "Gather()|values, weights, indices", new Dictionary<string, Tensor> { ["values"] = values, ["weights"] = weights, ["indices"] = around.Indices }, null, () => [around.Gather(values, weights)]);
        }
    }
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

// F frames · C channels
/// <summary>
/// Doubles the grid along each axis: the transposed convolution with kernel and stride 2, written as a linear layer
/// whose outputs are dealt to the finer places. The mirror of a <see cref="SpatialConvolution"/> with stride 2.
/// </summary>
public sealed class ExpandSpace : nn.Module<Tensor, Tensor>
{
    readonly SpatialConvolution linear;
    readonly int dimensions;

    public ExpandSpace(int dimensions, long from, long to, Arithmetic arithmetic) : base(nameof(ExpandSpace))
    {
        this.dimensions = dimensions;
        linear = new(new(dimensions, from, to << dimensions) { Kernel = 1 }, arithmetic);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                            // [F, C, space...]
    {
        using var scope = NewDisposeScope();
        return Dealt(linear.call(x), dimensions).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Channels to a finer grid: [F, 2^S x C, space...] to [F, C, 2 space...]. The parts of a place run over the axes in
    /// their order and stand before the channels, as the patches of a site do.
    /// </summary>
    internal static Tensor Dealt(Tensor x, int dimensions)
    {
        long[] coarse = [.. x.shape[2..]];
        var parts = x.reshape([x.shape[0], .. Enumerable.Repeat(2L, dimensions), -1, .. coarse]);   // [F, 2..., C, space...]
        long[] order = [0, 1 + dimensions, .. Enumerable.Range(0, dimensions).SelectMany(axis => new long[] { 2 + dimensions + axis, 1 + axis })];
        return parts.permute(order).reshape([x.shape[0], -1, .. coarse.Select(size => 2 * size)]);
    }

    /// <summary>The opposite of <see cref="Dealt"/>.</summary>
    internal static Tensor Gathered(Tensor x, int dimensions)
    {
        long[] coarse = [.. x.shape[2..].Select(size => size / 2)];
        var parts = x.reshape([x.shape[0], x.shape[1], .. coarse.SelectMany(size => new[] { size, 2L })]);   // [F, C, space, 2, ...]
        long[] order = [0, .. Enumerable.Range(0, dimensions).Select(axis => 3L + 2 * axis), 1, .. Enumerable.Range(0, dimensions).Select(axis => 2L + 2 * axis)];
        return parts.permute(order).reshape([x.shape[0], -1, .. coarse]);
    }
}

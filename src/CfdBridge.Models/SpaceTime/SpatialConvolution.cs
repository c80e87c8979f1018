using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// F frames (batch x times) · C channels
/// <summary>
/// A convolution over space alone, in one, two or three dimensions, that keeps the size (or divides it by its stride).
/// Beyond the edges lie zeros, along periodic axes the other side.
/// </summary>
public sealed class SpatialConvolution : nn.Module<Tensor, Tensor>
{
    readonly Parameter weight;
    readonly Parameter bias;
    readonly SpatialConvolutionShape shape;
    readonly Arithmetic arithmetic;

    public SpatialConvolution(SpatialConvolutionShape shape, Arithmetic arithmetic) : base(nameof(SpatialConvolution))
    {
        ArgumentNullException.ThrowIfNull(shape);
        (this.shape, this.arithmetic) = (shape, arithmetic);
        long[] kernel = [.. Enumerable.Repeat(shape.Kernel, shape.Dimensions)];
        weight = Learned.Parameter(empty([shape.To, shape.From, .. kernel]));
        bias = Learned.Parameter(empty(shape.To));
        var reach = 1 / Math.Sqrt(shape.From * Math.Pow(shape.Kernel, shape.Dimensions)); // as PyTorch draws its convolutions
        nn.init.uniform_(weight, -reach, reach);
        nn.init.uniform_(bias, -reach, reach);
        RegisterComponents();
    }

    public long Outputs => shape.To;

    /// <summary>Begins as zero, for a layer whose result is added to something good already.</summary>
    public void Silence()
    {
        nn.init.zeros_(weight);
        nn.init.zeros_(bias);
    }

    public override Tensor forward(Tensor x)                                            // [F, C, space...]
    {
        var reach = shape.Kernel / 2;
        if (reach == 0 || shape.Periodic.Count == 0) return arithmetic.Convolution(x, weight, bias, shape.Stride, reach);
        using var scope = NewDisposeScope();
        var wider = x;
        for (var axis = 0; axis < shape.Dimensions; axis++)
        {
            var edges = new long[2 * shape.Dimensions];                                 // the last axis comes first, each with its two sides
            edges[2 * (shape.Dimensions - 1 - axis)] = edges[2 * (shape.Dimensions - 1 - axis) + 1] = reach;
            wider = shape.Periodic.Contains(axis) ? Wrapped(wider, 2 + axis, reach) : nn.functional.pad(wider, edges);
        }

        return arithmetic.Convolution(wider, weight, bias, shape.Stride, 0).MoveToOuterDisposeScope();
    }

    static Tensor Wrapped(Tensor x, int axis, long width)
    {
        var size = x.shape[axis];
        return cat([x.narrow(axis, size - width, width), x, x.narrow(axis, 0, width)], axis);
    }
}

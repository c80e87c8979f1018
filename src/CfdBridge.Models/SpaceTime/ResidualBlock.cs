using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>
/// A residual block of a causal space-time codec: a convolution over space and the times so far, a linear layer, global
/// context, added to what came in [ENMA, D.1.2]. Norms and activations, which the paper leaves open, are those of its
/// predecessor [Zebra]. Differs from it: the convolution is separable into space and time, so that it is the same in
/// one, two and three dimensions.
/// </summary>
public sealed class ResidualBlock : nn.Module<Tensor, long, Tensor>
{
    const long Groups = 8;

    readonly GroupNorm norm_in;
    readonly SpatialConvolution space;
    readonly CausalMixing? time;
    readonly GroupNorm norm_out;
    readonly SpatialConvolution linear;
    readonly GlobalContext context;

    /// <param name="shape">Channels in and out are the same.</param>
    /// <param name="timeKernel">Times seen; 1 leaves every time by itself.</param>
    public ResidualBlock(SpatialConvolutionShape shape, int timeKernel, Arithmetic arithmetic) : base(nameof(ResidualBlock))
    {
        ArgumentNullException.ThrowIfNull(shape);
        norm_in = Learned.GroupNorm(Groups, shape.From);
        space = new(shape, arithmetic);
        time = timeKernel > 1 ? new(shape.From, timeKernel) : null;
        norm_out = Learned.GroupNorm(Groups, shape.From);
        linear = new(shape with { Kernel = 1 }, arithmetic);
        context = new(shape.From);
        RegisterComponents();
    }

    /// <param name="x">[B x T, C, space...], times running fastest.</param>
    /// <param name="times">T.</param>
    public override Tensor forward(Tensor x, long times)
    {
        using var scope = NewDisposeScope();
        var y = space.call(nn.functional.silu(norm_in.call(x)));
        if (time is not null) y = time.call(y, times);
        y = linear.call(nn.functional.silu(norm_out.call(y)));
        return (x + context.call(y)).MoveToOuterDisposeScope();
    }
}

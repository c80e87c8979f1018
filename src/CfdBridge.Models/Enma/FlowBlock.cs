using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// N tokens · Q width of the flow head
/// <summary>A residual block of a flow head: a norm shifted and scaled by the condition, two layers, a gate [MAR, 4; NOVA]. Begins at no change.</summary>
public sealed class FlowBlock : nn.Module<Tensor, Tensor, Tensor>
{
    readonly LayerNorm norm;
    readonly Linear modulation;
    readonly Linear widen;
    readonly Linear narrow;
    readonly Arithmetic arithmetic;

    public FlowBlock(long width, Arithmetic arithmetic) : base(nameof(FlowBlock))
    {
        this.arithmetic = arithmetic;
        norm = nn.LayerNorm(width, eps: 1e-6);
        modulation = nn.Linear(width, 3 * width);
        nn.init.zeros_(modulation.weight);
        nn.init.zeros_(modulation.bias!); // made with a bias two lines above
        (widen, narrow) = (nn.Linear(width, width), nn.Linear(width, width));
        RegisterComponents();
    }

    /// <param name="x">[N, Q].</param>
    /// <param name="condition">[N, Q].</param>
    public override Tensor forward(Tensor x, Tensor condition)
    {
        using var scope = NewDisposeScope();
        var three = arithmetic.Linear(nn.functional.silu(condition), modulation).chunk(3, -1);
        var y = norm.call(x) * (1 + three[1]) + three[0];
        return (x + three[2] * arithmetic.Linear(nn.functional.silu(arithmetic.Linear(y, widen)), narrow)).MoveToOuterDisposeScope();
    }
}

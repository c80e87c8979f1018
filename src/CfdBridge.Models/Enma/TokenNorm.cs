using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>RMSNorm: divides by the root mean square over the last axis, then scales by learned numbers [Zhang and Sennrich 2019].</summary>
public sealed class TokenNorm : nn.Module<Tensor, Tensor>
{
    const double Least = 1e-6;

    readonly Parameter weight;

    public TokenNorm(long width) : base(nameof(TokenNorm))
    {
        weight = Learned.Parameter(ones(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (x * (x.square().mean([-1], keepdim: true) + Least).rsqrt() * weight).MoveToOuterDisposeScope();
    }
}

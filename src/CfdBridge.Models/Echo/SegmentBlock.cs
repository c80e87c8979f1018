using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · N tokens · W width
/// <summary>
/// A block of a diffusion transformer [DiT, AdaLN-zero]: attention, then a small network, each shifted, scaled and gated
/// by what the segment is told. The gates begin at zero: the block begins as the identity.
/// </summary>
sealed class SegmentBlock : nn.Module<Tensor, Tensor, Rotation, Tensor>
{
    readonly Linear modulation;
    readonly RotaryAttention attention;
    readonly Linear hidden;
    readonly Linear back;
    readonly Arithmetic arithmetic;

    public SegmentBlock(SegmentConfig config, Arithmetic arithmetic) : base(nameof(SegmentBlock))
    {
        this.arithmetic = arithmetic;
        modulation = nn.Linear(config.Width, 6 * config.Width);
        attention = new(config.Width, config.Heads, arithmetic);
        hidden = nn.Linear(config.Width, config.MlpRatio * config.Width);
        back = nn.Linear(config.MlpRatio * config.Width, config.Width);
        nn.init.zeros_(modulation.weight);
        nn.init.zeros_(modulation.bias!); // made with a bias
        RegisterComponents();
    }

    /// <param name="tokens">[B, N, W].</param>
    /// <param name="told">[B, W].</param>
    public override Tensor forward(Tensor tokens, Tensor told, Rotation rotation)
    {
        using var scope = NewDisposeScope();
        var parts = arithmetic.Linear(nn.functional.silu(told), modulation).unsqueeze(1).chunk(6, -1);   // six of [B, 1, W]
        var x = tokens + parts[2] * attention.call(Modulated(tokens, parts[0], parts[1]), rotation);
        var inner = nn.functional.gelu(arithmetic.Linear(Modulated(x, parts[3], parts[4]), hidden));
        return (x + parts[5] * arithmetic.Linear(inner, back)).MoveToOuterDisposeScope();
    }

    /// <summary>Normalised over the channels, scaled and shifted.</summary>
    internal static Tensor Modulated(Tensor x, Tensor shift, Tensor scale) => nn.functional.layer_norm(x, [x.shape[^1]]) * (1 + scale) + shift;
}

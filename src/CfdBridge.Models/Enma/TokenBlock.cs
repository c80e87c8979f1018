using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips or frames · N tokens · W width
/// <summary>
/// A block of a transformer: attention and a SwiGLU network, each after an RMSNorm and added to what came in [ENMA,
/// Table 7]. Differs from the paper, which has no conditions: they shift and scale what is normalised and gate what is
/// added (AdaLN), by a layer that begins at zero, so that every block begins at no change.
/// </summary>
public sealed class TokenBlock : nn.Module
{
    /// <summary>Deviation of learned vectors as they begin [MAR].</summary>
    internal const double Small = 0.02;

    const int Modulations = 6;

    readonly Linear modulation;
    readonly TokenNorm attention_norm;
    readonly TokenAttention attention;
    readonly TokenNorm network_norm;
    readonly Linear widen;
    readonly Linear narrow;
    readonly Arithmetic arithmetic;

    public TokenBlock(EnmaConfig config, Arithmetic arithmetic) : base(nameof(TokenBlock))
    {
        this.arithmetic = arithmetic;
        long width = config.Width;
        modulation = nn.Linear(width, Modulations * width);
        nn.init.zeros_(modulation.weight);
        nn.init.zeros_(modulation.bias!); // made with a bias two lines above
        (attention_norm, network_norm) = (new(width), new(width));
        attention = new(width, config.Heads, arithmetic);
        widen = nn.Linear(width, 2 * config.Expansion * width, hasBias: false);
        narrow = nn.Linear(config.Expansion * width, width);
        RegisterComponents();
    }

    /// <param name="x">[B, N, W].</param>
    /// <param name="conditions">[B, W].</param>
    /// <param name="mask">As <see cref="TokenAttention.Attend"/> has it.</param>
    /// <param name="extend">As <see cref="TokenAttention.Attend"/> has it.</param>
    public Tensor Transform(Tensor x, Tensor conditions, Tensor? mask = null, Func<Tensor, Tensor, (Tensor Keys, Tensor Values)>? extend = null)
    {
        using var scope = NewDisposeScope();
        var six = modulation.call(nn.functional.silu(conditions)).unsqueeze(1).chunk(Modulations, -1);  // 6 of [B, 1, W]
        var heard = attention.Attend(attention_norm.call(x) * (1 + six[0]) + six[1], mask, extend);
        x = x + six[2] * heard;
        var gates = arithmetic.Linear(network_norm.call(x) * (1 + six[3]) + six[4], widen).chunk(2, -1);
        return (x + six[5] * arithmetic.Linear(nn.functional.silu(gates[0]) * gates[1], narrow)).MoveToOuterDisposeScope();
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// R noise draws · N tokens · V numbers of a token · W width of the transformers · Q width of the flow head
/// <summary>
/// Draws a token given what is known of it: a small network is the velocity of the straight path from noise to data,
/// z_r = (1 - r) noise + r data, 0 &lt;= r &lt;= 1 [ENMA, 3.1.3; MAR's network].
/// </summary>
public sealed class TokenFlowHead : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    const int TimeFeatures = 256;
    const double TimeScale = 1000;   // MAR's steps of diffusion, for which the waves below are made
    const double LongestWave = 10_000;
    const double LeastLeft = 0.15;   // of the path: nearer to its end, errors of the data would count beyond measure

    readonly Linear tokens_in;
    readonly Linear known_in;
    readonly Linear time_in;
    readonly Linear time_out;
    readonly ModuleList<FlowBlock> blocks;
    readonly LayerNorm norm;
    readonly Linear modulation;
    readonly Linear head;
    readonly FlowTarget target;
    readonly Arithmetic arithmetic;

    public TokenFlowHead(EnmaConfig config, TokenGrid grid, Arithmetic arithmetic) : base(nameof(TokenFlowHead))
    {
        (target, this.arithmetic) = (config.FlowTarget, arithmetic);
        long width = config.FlowWidth;
        tokens_in = nn.Linear(grid.Numbers, width);
        known_in = nn.Linear(config.Width, width);
        (time_in, time_out) = (nn.Linear(TimeFeatures, width), nn.Linear(width, width));
        blocks = nn.ModuleList([.. Enumerable.Range(0, config.FlowBlocks).Select(_ => new FlowBlock(width, arithmetic))]);
        norm = nn.LayerNorm(width, eps: 1e-6, elementwise_affine: false);
        modulation = nn.Linear(width, 2 * width);
        head = nn.Linear(width, grid.Numbers);
        foreach (var silent in new[] { modulation, head })
        {
            nn.init.zeros_(silent.weight);
            nn.init.zeros_(silent.bias!); // made with a bias above
        }

        var frequencies = tensor([.. Enumerable.Range(0, TimeFeatures / 2).Select(i => (float)(TimeScale * Math.Pow(LongestWave, -2.0 * i / TimeFeatures)))], [TimeFeatures / 2]);
        RegisterComponents();
        register_buffer(nameof(frequencies), frequencies.DetachFromDisposeScope());
    }

    /// <summary>What the network gives out: a velocity, or data.</summary>
    /// <param name="z_r">[..., V].</param>
    /// <param name="r">[...].</param>
    /// <param name="known">[..., W].</param>
    /// <returns>[..., V].</returns>
    public override Tensor forward(Tensor z_r, Tensor r, Tensor known)
    {
        ArgumentNullException.ThrowIfNull(r);
        using var scope = NewDisposeScope();
        var waves = r.unsqueeze(-1) * get_buffer("frequencies")!; // there from the start
        var time = time_out.call(nn.functional.silu(arithmetic.Linear(cat([waves.cos(), waves.sin()], -1), time_in)));
        var condition = time + arithmetic.Linear(known, known_in);                      // [..., Q]
        var x = arithmetic.Linear(z_r, tokens_in);
        foreach (var block in blocks) x = block.call(x, condition);
        var two = arithmetic.Linear(nn.functional.silu(condition), modulation).chunk(2, -1);
        return arithmetic.Linear(norm.call(x) * (1 + two[1]) + two[0], head).MoveToOuterDisposeScope();
    }

    /// <summary>Mean square error of the velocity for each token, over all draws.</summary>
    /// <param name="known">[N, W].</param>
    /// <param name="data">[N, V].</param>
    /// <param name="noise">[R, N, V].</param>
    /// <param name="r">[R, N].</param>
    /// <returns>[N].</returns>
    public Tensor Errors(Tensor known, Tensor data, Tensor noise, Tensor r)
    {
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = NewDisposeScope();
        var (x_1, at) = (data.unsqueeze(0).expand(noise.shape), r.unsqueeze(-1));
        var z_r = (1 - at) * noise + at * x_1;
        var given = call(z_r, r, known.unsqueeze(0).expand([noise.shape[0], -1, -1]));
        var errors = target == FlowTarget.Velocity ? given - (x_1 - noise) : (given - x_1) / (1 - at).clamp(min: LeastLeft);
        return errors.square().mean([0, 2]).MoveToOuterDisposeScope();
    }

    /// <param name="known">[N, W].</param>
    /// <param name="noise">[N, V].</param>
    /// <param name="steps">Of the midpoint rule.</param>
    /// <returns>[N, V].</returns>
    public Tensor Sample(Tensor known, Tensor noise, int steps)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Midpoint.Integrate((z, r) =>
        {
            var given = call(z, full(known.shape[0], r, device: known.device), known);
            return target == FlowTarget.Velocity ? given : (given - z) / (1 - r);
        }, noise, steps);
    }
}

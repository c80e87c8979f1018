using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · D latent numbers · M tokens of a frame · N = T x M · V numbers of a token · W width
// C conditions · G geometry channels
/// <summary>
/// A transformer over a whole segment of a trajectory [ECHO; DiT]: from noisy latents, those that are known, and what is
/// known of the run, it predicts the clean latents. With no noise put in, at flow time 0, it gives the mean forecast.
/// Differs from the paper: it predicts the clean segment and not the velocity; conditions are added to the tokens too,
/// not only to the modulation, which obeyed them badly.
/// </summary>
public sealed class SegmentTransformer : nn.Module
{
    const int Waves = 32;              // frequencies that tell the flow time
    const double FastestWave = 100;    // radians over the whole flow

    readonly Linear tokens_in;
    readonly Parameter place;          // [M, W]
    readonly Linear? geometry_in;
    readonly Linear told_in;
    readonly Linear told_out;
    readonly ModuleList<SegmentBlock> blocks;
    readonly Linear modulation;
    readonly Linear head;
    readonly Linear? parameters_out;
    readonly SegmentConfig config;
    readonly SegmentTokens sites;
    readonly int[] places;

    /// <param name="conditions">Numbers that tell what is known of a run.</param>
    /// <param name="parameters">Parameters that can be read from a run.</param>
    public SegmentTransformer(SegmentConfig config, int conditions, int parameters = 0) : base(nameof(SegmentTransformer))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        this.config = config;
        sites = new(config);
        places = sites.Places();
        var values = config.PatchSites * config.Latent;
        tokens_in = nn.Linear(2 * values + 1, config.Width);
        place = Learned.Parameter(randn(config.Tokens, config.Width) * 0.02);
        geometry_in = config.GeometryChannels > 0 ? nn.Linear(config.PatchSites * config.GeometryChannels, config.Width) : null;
        told_in = nn.Linear(2 * Waves + conditions, config.Width);
        told_out = nn.Linear(config.Width, config.Width);
        blocks = nn.ModuleList([.. Enumerable.Range(0, config.Depth).Select(_ => new SegmentBlock(config, Arithmetic))]);
        modulation = nn.Linear(config.Width, 2 * config.Width);
        head = nn.Linear(config.Width, values);
        parameters_out = config.ReadsParameters && parameters > 0 ? nn.Linear(config.Width, parameters) : null;
        foreach (var silent in new[] { modulation, head })
        {
            nn.init.zeros_(silent.weight);
            nn.init.zeros_(silent.bias!); // made with a bias
        }

        RegisterComponents();
    }

    /// <summary>The number type of the products.</summary>
    public Arithmetic Arithmetic { get; } = new();

    /// <summary>The clean latents [B, T, L, D]; at known frames these.</summary>
    /// <param name="given">What is known.</param>
    /// <param name="noisy">Latents on their way from noise [B, T, L, D]; not looked at where frames are known.</param>
    /// <param name="flowTime">How far on their way, 0 to 1 [B].</param>
    public Tensor Predict(GivenSegment given, Tensor noisy, Tensor flowTime)
    {
        using var scope = NewDisposeScope();
        return PredictAndRead(given, noisy, flowTime).Clean.MoveToOuterDisposeScope();
    }

    /// <summary>The clean latents, and the run's parameters as a model reads them from what is known, normalised [B, P]; null where it does not read.</summary>
    public (Tensor Clean, Tensor? Parameters) PredictAndRead(GivenSegment given, Tensor noisy, Tensor flowTime)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(flowTime);
        using var scope = NewDisposeScope();
        var (batch, frames) = (given.Batch, given.Known.shape[1]);
        var mask = given.Mask.unsqueeze(-1).unsqueeze(-1);                              // [B, T, 1, 1]
        var (known, unknown) = (where(mask, given.Known, zeros_like(noisy)), where(mask, zeros_like(noisy), noisy));
        var marks = mask.to(ScalarType.Float32).expand(batch, frames, config.Tokens, 1);
        var seen = cat([sites.FromSites(unknown), sites.FromSites(known), marks], -1);  // [B, T, M, 2 V + 1]
        var told = told_out.call(nn.functional.silu(told_in.call(cat([Waved(flowTime), given.Conditions], -1))));
        var tokens = Arithmetic.Linear(seen, tokens_in) + place + told.reshape(batch, 1, 1, -1);
        if (geometry_in is not null) tokens = tokens + Geometry(given);
        tokens = tokens.flatten(1, 2);                                                  // [B, N, W]
        var rotation = Rotation.Of(given.Times, places, config.Sites.Count, config.HeadWidth / 2);
        foreach (var block in blocks) tokens = block.call(tokens, told, rotation);
        var last = Arithmetic.Linear(nn.functional.silu(told), modulation).unsqueeze(1).chunk(2, -1);
        var modulated = SegmentBlock.Modulated(tokens, last[0], last[1]);
        var clean = given.Or(sites.ToSites(Arithmetic.Linear(modulated, head).reshape(batch, frames, config.Tokens, -1)));
        var read = parameters_out?.call(modulated.mean([1]));
        return (clean.MoveToOuterDisposeScope(), read?.MoveToOuterDisposeScope());
    }

    // The same at all frames [B, 1, M, W].
    Tensor Geometry(GivenSegment given) => given.Geometry is { } geometry
        ? geometry_in!.call(sites.FromSites(geometry.unsqueeze(1))) // asked for where it is
        : throw new ArgumentException($"given: the model knows many shapes and needs {config.GeometryChannels} numbers of the geometry at each site.", nameof(given));

    static Tensor Waved(Tensor flowTime)                                                // [B] -> [B, 2 x waves]
    {
        float[] rates = [.. Enumerable.Range(0, Waves).Select(i => (float)Math.Pow(FastestWave, i / (Waves - 1.0)))];
        var angles = flowTime.unsqueeze(-1) * tensor(rates);
        return cat([angles.cos(), angles.sin()], -1);
    }
}

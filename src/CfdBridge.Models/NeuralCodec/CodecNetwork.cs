using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · T blocks in time · F = B x T · L sites · K coefficients of a site · P patches · D latent numbers
// N points · V numbers at a point in a block · H heads
/// <summary>
/// The learned part of a codec. Encoder: learned weights gather the points around each patch, and with the lifted
/// coefficients and the geometry they pass the causal space-time encoder. Decoder: its mirror.
/// </summary>
public sealed class CodecNetwork : nn.Module
{
    readonly PointEncoder? points;
    readonly Linear? points_in;
    readonly ModuleList<PhysicsAttention> physics;
    readonly Linear surroundings_in;
    readonly Linear surroundings_out;
    readonly SpaceTimeEncoder encoder;
    readonly SpaceTimeDecoder decoder;
    readonly PointDecoder? readout;
    readonly NeuralCodecConfig config;
    readonly CodecShape shape;

    internal CodecNetwork(NeuralCodecConfig config, CodecShape shape, CodecFrame frame) : base(nameof(CodecNetwork))
    {
        config.Validate();
        (this.config, this.shape) = (config, shape);
        var nodes = (long)Math.Pow(config.Linear.PatchNodes, shape.Dimensions);
        points = Weights(config.PointEncoder, shape, config.PointHeads);
        points_in = points is null ? null : nn.Linear(config.PointHeads * shape.BlockValues, config.PatchWidth);
        physics = nn.ModuleList([.. Enumerable.Range(0, points is null ? 0 : config.PhysicsLayers).Select(_ => new PhysicsAttention(config.PatchWidth, config.PhysicsSlices))]);
        surroundings_in = nn.Linear(nodes * GridSurroundings.Channels, config.PatchWidth);
        surroundings_out = nn.Linear(nodes * GridSurroundings.Channels, config.PatchWidth);
        encoder = new(config, shape, frame, Arithmetic);
        decoder = new(config, shape, frame, Arithmetic);
        readout = config.ReadHeads > 0 && Weights(config.PointEncoder, shape, config.ReadHeads) is { } weights ? new(weights, config.ReadHeads, config.PatchWidth, shape.BlockValues) : null;
        RegisterComponents();
    }

    /// <summary>The number type of the products.</summary>
    public Arithmetic Arithmetic { get; } = new();

    /// <summary>Whether the encoder looks at the points themselves, besides what is lifted from them.</summary>
    public bool Gathers => points is not null;

    /// <summary>Gathers the points around each patch by learned weights.</summary>
    /// <param name="values">Centred and scaled [N, F, V].</param>
    /// <returns>[F, P, H x V].</returns>
    public Tensor Gather(PointNeighbourhood around, Tensor values)
    {
        using var scope = NewDisposeScope();
        return around.Gather(values, WeightsAround(around)).MoveToOuterDisposeScope();
    }

    /// <summary>The learned weights of the points around each patch [P, k, H].</summary>
    public Tensor WeightsAround(PointNeighbourhood around)
    {
        ArgumentNullException.ThrowIfNull(around);
        return points is null ? throw new InvalidOperationException("This codec has no point encoder.") : points.call(around.Coordinates);
    }

    /// <param name="coefficients">What the lift makes of the points [B, T, L, K].</param>
    /// <param name="surroundings">Geometry at the patches [B, P, nodes x channels].</param>
    /// <param name="gathered">What was gathered of the points [F, P, H x V]; null where nothing is.</param>
    /// <returns>Latents [B, T, L, D]; of a variational codec the means, and the logarithms of the variances behind them [B, T, L, 2 D].</returns>
    public Tensor Encode(Tensor coefficients, Tensor surroundings, Tensor? gathered)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(surroundings);
        using var scope = NewDisposeScope();
        var known = OnGrid(surroundings_in.call(surroundings), coefficients.shape[1]);      // [F, width, patches...]
        if (points_in is not null && gathered is not null) known = known + Grid(physics.Aggregate(points_in.call(gathered), (places, layer) => layer.call(places)));
        return encoder.call(coefficients, known).MoveToOuterDisposeScope();
    }

    /// <summary>Bends latents towards their bound, where there is one.</summary>
    public Tensor Bounded(Tensor latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (config.SoftClip == 0) return latents.alias();
        using var scope = NewDisposeScope();
        return (latents / (1 + (latents / config.SoftClip).square()).sqrt()).MoveToOuterDisposeScope();
    }

    /// <param name="latents">[B, T, L, D].</param>
    /// <param name="surroundings">Geometry at the patches [B, P, nodes x channels].</param>
    /// <returns>Coefficients [B, T, L, K], and the channels at the patches that points may read [F, P, width].</returns>
    public (Tensor Coefficients, Tensor Patches) Decode(Tensor latents, Tensor surroundings)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(surroundings);
        using var scope = NewDisposeScope();
        var (coefficients, patches) = decoder.call(latents, OnGrid(surroundings_out.call(surroundings), latents.shape[1]));
        return (coefficients.MoveToOuterDisposeScope(), patches.flatten(2).transpose(1, 2).MoveToOuterDisposeScope());
    }

    /// <summary>Whether points correct what the grid gives them.</summary>
    public bool Corrects => readout is not null;

    /// <summary>Corrections at points, centred and scaled as the values [N, F, V].</summary>
    /// <param name="patches">[F, P, width].</param>
    /// <param name="points">Coordinates in spacings of the patches [N, S].</param>
    /// <param name="around">Patches around the points [N, k].</param>
    /// <param name="surroundings">Geometry at the points [N, channels].</param>
    public Tensor Correct(Tensor patches, Tensor points, Tensor around, Tensor surroundings) => Readout.Correct(patches, points, around, surroundings);

    /// <summary>The point decoder; asked for where there is one (<see cref="Corrects"/>).</summary>
    internal PointDecoder Readout => readout ?? throw new InvalidOperationException("This codec has no point decoder.");

    /// <summary>Where the patches stand, in units of their spacing, row-major [patches, dimensions].</summary>
    internal static double[] PatchPlaces(CodecShape shape)
    {
        var axes = shape.PatchAxes;
        var places = new double[shape.PatchCount * shape.Dimensions];
        for (var patch = 0; patch < shape.PatchCount; patch++)
        {
            var rest = (long)patch;
            for (var axis = shape.Dimensions - 1; axis >= 0; axis--)
            {
                places[patch * shape.Dimensions + axis] = rest % axes[axis] + 0.5;
                rest /= axes[axis];
            }
        }

        return places;
    }

    static PointEncoder? Weights(PointEncoderKind kind, CodecShape shape, int heads) => kind switch
    {
        PointEncoderKind.Attention => new DistanceBiasedAttention(PatchPlaces(shape), shape.Dimensions, heads),
        PointEncoderKind.ContinuousConvolution => new ContinuousConvolution(PatchPlaces(shape), shape.Dimensions, heads),
        _ => null,
    };

    // [B, P, width] -> [F, width, patches...], the same at all times
    Tensor OnGrid(Tensor known, long times) => Grid(known.unsqueeze(1).expand(known.shape[0], times, known.shape[1], known.shape[2]).flatten(0, 1));

    // [F, P, width] -> [F, width, patches...]
    Tensor Grid(Tensor places) => places.transpose(1, 2).reshape([places.shape[0], places.shape[2], .. shape.PatchAxes]);
}

using System.Text.Json;
using CfdBridge.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

/// <summary>The whole network, from coefficients and points to latents and back.</summary>
static class NetworkCases
{
    const int Clips = 2;
    const int Blocks = 4;

    public static IEnumerable<CodecCase> All =>
    [
        Of("network 1-D, continuous convolution, three times, periodic", TravellingWave.Config(1) with { PointEncoder = PointEncoderKind.ContinuousConvolution, TimeKernel = 3 }, 0),
        Of("network 2-D, attention, bounded", TravellingWave.Config(2) with { PointEncoder = PointEncoderKind.Attention, SoftClip = 1.5, EncoderBlocks = 2 }),
        Of("network 2-D, physics attention", TravellingWave.Config(2) with { PhysicsLayers = 2, PhysicsSlices = 6 }),
        Of("network 2-D, variational, shared bases, periodic", Shared(TravellingWave.Config(2)) with { LatentKind = LatentKind.Variational, TimeKernel = 2, PatchBlocks = 2 }, 1),
        Of("network 3-D, no points", TravellingWave.Config(3) with { PointEncoder = PointEncoderKind.None, TimeKernel = 3 }, 0, 2),
        Of("network 3-D, attention, variances beyond the coefficients", TravellingWave.Config(3) with { Latent = 20, LatentKind = LatentKind.Variational }),
    ];

    static NeuralCodecConfig Shared(NeuralCodecConfig config) => config with { Linear = config.Linear with { Bases = BasisSharing.Shared } };

    static CodecCase Of(string name, NeuralCodecConfig config, params int[] periodic)
    {
        var codec = TravellingWave.Codec(config, periodic);
        var (linear, network, shape) = (codec.Linear, CodecCase.Drawn(codec.Network, name, 0.05), codec.Shape);
        var width = linear.SiteCoefficients;
        var points = PointSet.CellsOf(TravellingWave.Mesh(config.Linear.Dimensions));
        var around = codec.On(TravellingWave.Mesh(config.Linear.Dimensions)).NeighbourhoodOf(points);
        var places = codec.On(TravellingWave.Mesh(config.Linear.Dimensions)).PlacesOf(points);
        var known = (long)Math.Pow(config.Linear.PatchNodes, shape.Dimensions) * GridSurroundings.Channels;
        var inputs = new Dictionary<string, Tensor>
        {
            ["coefficients"] = CodecCase.Draw(name, Clips, Blocks, codec.Sites, width).requires_grad_(),
            ["surroundings"] = CodecCase.Draw(name + "s", Clips, shape.PatchCount, known).requires_grad_(),
            ["coordinates"] = around.Coordinates.requires_grad_(),
            ["indices"] = around.Indices,
            ["values"] = CodecCase.Draw(name + "v", points.Count, Clips * Blocks, shape.BlockValues).requires_grad_(),
            ["wanted"] = places.Coordinates.requires_grad_(network.Corrects),
            ["around"] = places.Around,
            ["known"] = CodecCase.Draw(name + "k", points.Count, GridSurroundings.Channels).requires_grad_(network.Corrects),
            ["bases"] = tensor(linear.Weights.SiteBases.SelectMany(basis => basis).ToArray(), [linear.Weights.SiteBases.Length, width, width]),
            ["energies"] = tensor(linear.Weights.SiteEnergies, [codec.Sites, width]),
        };
        var python = $"CodecNetwork(json.loads('{JsonSerializer.Serialize(config)}'), [{string.Join(", ", shape.Sites)}], {width}, {shape.BlockValues}, {known}, [{string.Join(", ", periodic)}], Frame(bases, energies))";
        return new(name, $"{python}|coefficients, surroundings, coordinates, indices, values, wanted, around, known", inputs, network, () =>
        {
            var gathered = network.Gathers ? network.Gather(around, inputs["values"]) : null;
            var encoded = network.Encode(inputs["coefficients"], inputs["surroundings"], gathered);
            var (decoded, patches) = network.Decode(network.Bounded(encoded.narrow(-1, 0, config.Latent)), inputs["surroundings"]);
            return network.Corrects ? [encoded, decoded, patches, network.Correct(patches, inputs["wanted"], inputs["around"], inputs["known"])] : [encoded, decoded, patches];
        });
    }
}

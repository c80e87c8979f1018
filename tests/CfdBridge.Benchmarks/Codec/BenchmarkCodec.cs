using System.Globalization;
using System.Text.Json;
using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Codec;

/// <summary>
/// A codec of the default sizes for two dimensions and a batch of the default size, drawn instead of fitted: what a step
/// costs does not depend on the numbers.
/// </summary>
static class BenchmarkCodec
{
    public const int Sets = 4;
    public const int Clips = 3;
    public const int Blocks = 5;
    public const int Points = 5072;

    public static NeuralCodecConfig Config { get; } = NeuralCodecConfig.Around(LinearCodecConfig.For(2));

    public static NeuralCodec Make()
    {
        manual_seed(0);
        var linear = Config.Linear;
        var (nodes, patch, width) = (linear.GridNodes, linear.PatchNodes * linear.PatchNodes, linear.Latent);
        var sites = nodes.Aggregate(1, (product, count) => product * count) / (4 * patch);
        var channels = new FlowChannels([new("U", 0), new("U", 1), new("p", 0)]);
        var grid = new GradedGrid([.. nodes.Select(count => new GradedAxis([.. Enumerable.Range(0, count).Select(node => node + 0.5)]))]);
        float[] basis = [.. Enumerable.Range(0, width * width).Select(i => i % (width + 1) == 0 ? 1f : 0)];
        float[] energies = [.. Enumerable.Range(0, sites * width).Select(i => 1f / (1 + i % width))];
        var weights = new LinearCodecWeights(
            grid, new([1, 1, 1], [0, 0, 0], [], ""), [.. Enumerable.Repeat(1f, grid.NodeCount)],
            [new float[patch * linear.BlockSnapshots * channels.Count * linear.PatchCoefficients]], [.. Enumerable.Repeat(basis, sites)], energies, new([], [], 0, 0, 0, 0));
        return new(Config, new(linear, channels, new([0, 1]), weights), []);
    }

    /// <summary>One of the sets of points.</summary>
    public static PointNeighbourhood Around(NeuralCodec codec, int set)
    {
        var random = new Random(set);
        var axes = codec.Shape.PatchAxes;
        double[] points = [.. Enumerable.Range(0, Points * axes.Length).Select(i => random.NextDouble() * axes[i % axes.Length])];
        return new(CodecNetwork.PatchPlaces(codec.Shape), points, axes.Length, codec.Config.PointNeighbours);
    }

    /// <summary>Weights and a batch for both sides.</summary>
    public static void Write(string path)
    {
        using var codec = Make();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var parameter in codec.Network.parameters()) parameter.add_(randn(parameter.shape) * 0.01); // heads begin at zero
        var (writer, shape) = (new SafetensorsWriter(), codec.Shape);
        NetworkWeights.Add(writer, "state.", codec.Network, half: false);
        var truth = randn(Sets * Clips, Blocks, codec.Sites, shape.Coefficients) * tensor(codec.Linear.Weights.SiteEnergies, [codec.Sites, shape.Coefficients]).sqrt();
        Add("truth", truth);
        Add("seen", truth + randn(truth.shape) * 0.01);
        Add("surroundings", randn(1, shape.PatchCount, Config.Linear.PatchNodes * Config.Linear.PatchNodes * GridSurroundings.Channels));
        Add("bases", tensor(codec.Linear.Weights.SiteBases.SelectMany(basis => basis).ToArray(), [codec.Sites, shape.Coefficients, shape.Coefficients]));
        Add("energies", tensor(codec.Linear.Weights.SiteEnergies, [codec.Sites, shape.Coefficients]));
        for (var i = 0; i < Sets; i++)
        {
            using var around = Around(codec, i);
            writer.Add($"indices.{i}", around.Indices.data<long>().ToArray(), around.Indices.shape);
            Add($"coordinates.{i}", around.Coordinates);
            Add($"values.{i}", randn(Points, Clips * Blocks, shape.BlockValues));
        }

        writer.AddMetadata("config", JsonSerializer.Serialize(Config));
        writer.AddMetadata("sites", JsonSerializer.Serialize(shape.Sites));
        writer.AddMetadata("sets", $"{Sets}");
        writer.AddMetadata("energy", truth.square().sum([2, 3]).mean().item<float>().ToString(CultureInfo.InvariantCulture));
        AtomicFile.Write(path, writer.WriteTo);

        void Add(string name, Tensor value) => writer.Add(name, value.contiguous().data<float>().ToArray(), value.shape);
    }
}

using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

/// <summary>A model that was trained on waves of four speeds, and tells the speed of others from their frames.</summary>
[Collection("torch")]
public sealed class ParameterFitTests(SegmentTrainingFixture waves) : IClassFixture<SegmentTrainingFixture>, IDisposable
{
    const int Known = 4; // frames

    readonly TempFolder folder = new();

    [Fact]
    public void The_speed_that_nobody_told_is_the_one_whose_forecasts_are_nearest()
    {
        waves.Train(
            folder.At("model"), SegmentTrainingFixture.Options with { Steps = 1500, MixedSteps = 0, Batch = 16, LearningRate = 4e-3, ValidateEvery = 500, AverageDecay = 0.98, Tasks = new(1, 1, 1, 0), ParametersShown = 1 },
            sizes => sizes with { ReadsParameters = false });
        using var scope = NewDisposeScope();
        using var model = SegmentModelFolder.Load(folder.At("model"), waves.Codec);
        using var codec = NeuralCodecFolder.Load(waves.Codec);
        var generator = new SegmentGenerator(model);

        // Two of the training runs, and one between them that was held out.
        var read = new[] { "slow", "between", "fast" }.Select(name => generator.Read(Frames(codec, name).narrow(0, 5, Known), new())["speed"]).ToArray();

        Assert.True(read[0] < read[1] && read[1] < read[2], string.Join(", ", read));
        Assert.InRange(read[0], 0.6, 0.8);  // 0.7
        Assert.InRange(read[1], 0.85, 1.15); // 1.0
        Assert.InRange(read[2], 1.2, 1.45); // 1.3

        // Expected near the truth, it is found nearer; expected elsewhere, it is not left for far; from a single frame, it is believed.
        GenerationRequest Expecting(double speed) => new() { Expected = new Dictionary<string, double> { ["speed"] = speed } };
        var near = generator.Read(Frames(codec, "between").narrow(0, 5, Known), Expecting(1.02))["speed"];
        Assert.True(Math.Abs(near - 1) < 0.04, $"{near}");
        Assert.InRange(generator.Read(Frames(codec, "between").narrow(0, 5, Known), Expecting(0.8))["speed"], 0.8 - 0.06 * 0.8, 0.8 + 0.06 * 0.8 + 1e-6);
        Assert.Equal(1.1, generator.Read(Frames(codec, "between").narrow(0, 5, 1), Expecting(1.1))["speed"]);
        Assert.Empty(generator.Read(Frames(codec, "slow").narrow(0, 5, 1), new()));                                                                             // a single frame tells nothing
        Assert.Empty(generator.Read(Frames(codec, "slow").narrow(0, 5, Known), new() { Known = new() { Parameters = new Dictionary<string, double> { ["speed"] = 0.7 } } })); // told
    }

    public void Dispose() => folder.Dispose();

    Tensor Frames(NeuralCodec codec, string run)
    {
        var shard = new ShardReader(Path.Combine(waves.Library, run));
        var latents = codec.On(shard.Mesh).Encode(PointSet.CellsOf(shard.Mesh), FlowRun.Of(shard, codec.Linear.Channels, 2).Read(0, 53), 53);
        return tensor(latents.Values, [latents.Blocks, latents.Sites, latents.Width]);
    }
}

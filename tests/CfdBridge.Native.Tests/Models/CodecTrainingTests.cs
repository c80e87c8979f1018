using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class CodecTrainingTests(TrainingFixture waves) : IClassFixture<TrainingFixture>, IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void The_loss_falls_and_so_does_the_error_on_the_run_held_out()
    {
        waves.Train(folder.At("codec"), TrainingFixture.Options with { TrajectorySteps = 150, LearningRate = 1e-2, ValidateEvery = 50 });


        var log = TrainingLog.Read(folder.At("codec", TrainingLog.FileName));
        var trajectories = log.Where(line => line.Stage == "trajectories").ToArray();
        Assert.Equal([50, 100, 150], trajectories.Select(line => line.Step));
        Assert.True(trajectories[^1].Loss < 0.7 * trajectories[0].Loss, $"{trajectories[0].Loss} to {trajectories[^1].Loss}");
        Assert.True(log.Last(line => line.Stage == "frames").Validation!["U"] < trajectories[0].Validation!["U"]); // every line here ends with a validation
    }

    [Theory]
    [InlineData(PointEncoderKind.Attention, LatentKind.Plain, 0)]
    [InlineData(PointEncoderKind.ContinuousConvolution, LatentKind.Variational, 3)]
    public void The_same_seed_gives_the_same_weights(PointEncoderKind points, LatentKind kind, double bound)
    {
        NeuralCodecConfig Sizes(NeuralCodecConfig config) => config with { PointEncoder = points, LatentKind = kind, SoftClip = bound, TimeKernel = 2 };


        foreach (var name in new[] { "one", "other" }) waves.Train(folder.At(name), sizes: Sizes);


        Same(folder.At("one"), folder.At("other"));
    }

    [Fact]
    public void Runs_centred_by_their_own_means_take_part_once_more_for_each_stretch()
    {
        NeuralCodecConfig Sizes(NeuralCodecConfig config) => config with { Linear = config.Linear with { Centring = FlowCentring.Run, Bases = BasisSharing.SharedPatches } };

        waves.Train(folder.At("codec"), Short with { MeansOfStretches = 2 }, Sizes);

        var trained = NeuralCodecDescription.Load(folder.At("codec"));
        Assert.Equal(["fast", "slow"], trained.Provenance.Training.Order());
        Assert.InRange(trained.Provenance.HeldOutErrors["U"], 0, 20);
        using var codec = NeuralCodecFolder.Load(folder.At("codec"));
        Assert.Equal(2 * 3 * 21, codec.Linear.Weights.Provenance.Blocks); // two runs about three means, 21 beginnings each
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        waves.Train(folder.At("one"), Short);
        waves.Train(folder.At("other"), Short with { Seed = 6 });

        Assert.NotEqual(TrainingFixture.State(folder.At("one"))["network.encoder.head.weight"], TrainingFixture.State(folder.At("other"))["network.encoder.head.weight"]);
    }

    [Theory]
    [InlineData("trajectories", 3)]  // before anything is saved
    [InlineData("trajectories", 8)]  // after the first validation
    [InlineData("frames", 2)]        // between the stages
    [InlineData("frames", 8)]
    [InlineData("points", 4)]
    public void A_training_killed_and_resumed_ends_as_if_it_had_not_been(string stage, int step)
    {
        NeuralCodecConfig Sizes(NeuralCodecConfig config) => config with { TimeKernel = 2 };
        waves.Train(folder.At("whole"), sizes: Sizes);
        using var kill = new CancellationTokenSource();


        Assert.Throws<OperationCanceledException>(() => waves.Train(folder.At("killed"), sizes: Sizes, seen: progress => Kill(progress), cancellationToken: kill.Token));
        waves.Train(folder.At("killed"), sizes: Sizes);


        Same(folder.At("whole"), folder.At("killed"));
        Assert.Equal(TrainingLog.Read(folder.At("whole", TrainingLog.FileName)).Select(Fact), TrainingLog.Read(folder.At("killed", TrainingLog.FileName)).Select(Fact));

        void Kill(WorkProgress progress)
        {
            if (progress.Stage == stage && progress.Step == step) kill.Cancel();
        }

        static (string, long, double, double) Fact(TrainingLogLine line) => (line.Stage, line.Step, line.Loss, line.Validation!["p"]); // every line here ends with a validation
    }

    [Fact]
    public void A_finished_training_is_left_as_it_is()
    {
        waves.Train(folder.At("codec"), Short);
        var before = TrainingFixture.State(folder.At("codec"));


        waves.Train(folder.At("codec"), Short);


        Assert.Equal(before["network.decoder.patch_head.weight"], TrainingFixture.State(folder.At("codec"))["network.decoder.patch_head.weight"]);
    }

    [Fact]
    public void A_folder_with_a_training_of_other_options_is_refused()
    {
        waves.Train(folder.At("codec"), Short);

        Assert.Throws<UsageException>(() => waves.Train(folder.At("codec"), Short with { LearningRate = 1e-2 }));
        Assert.Throws<UsageException>(() => waves.Train(folder.At("codec"), Short, config => config with { SoftClip = 4 }));
    }

    public void Dispose() => folder.Dispose();

    static CodecTrainingOptions Short => TrainingFixture.Options with { TrajectorySteps = 6, FrameSteps = 3, PointSteps = 3 };

    static void Same(string one, string other)
    {
        var (expected, got) = (TrainingFixture.State(one), TrainingFixture.State(other));
        Assert.Equal(expected.Keys.Order(), got.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, got[pair.Key]));
        Assert.Equal(File.ReadAllBytes(Path.Combine(one, "weights.safetensors")), File.ReadAllBytes(Path.Combine(other, "weights.safetensors")));
    }
}

using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class SegmentTrainingTests(SegmentTrainingFixture waves) : IClassFixture<SegmentTrainingFixture>, IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void Losses_and_the_errors_on_the_run_held_out_fall_and_the_model_draws_in_the_end()
    {
        waves.Train(folder.At("model"), SegmentTrainingFixture.Options with { Steps = 300, MixedSteps = 200, Batch = 16, LearningRate = 4e-3, MixedLearningRate = 4e-3, ValidateEvery = 100, AverageDecay = 0.98, Tasks = new(Forward: 1, 0, 0, 0) });


        var log = TrainingLog.Read(folder.At("model", TrainingLog.FileName));
        var (mean, mixed) = (log.Where(line => line.Stage == "mean forecast").ToArray(), log.Where(line => line.Stage == "mixed").ToArray());
        Assert.Equal([100, 200, 300], mean.Select(line => line.Step));
        Assert.True(mean[^1].Loss < 0.4 * mean[0].Loss, $"{mean[0].Loss} to {mean[^1].Loss}");
        var (first, last) = (mean[0].Validation!["short context"], mean[^1].Validation!["short context"]); // every line here ends with a validation
        Assert.True(last < 0.8 * first, $"{first} to {last}");
        Assert.True(mixed[^1].Validation!["denoised"] < mixed[0].Validation!["denoised"], $"{mixed[0].Validation!["denoised"]} to {mixed[^1].Validation!["denoised"]}");
        using var model = SegmentModelFolder.Load(folder.At("model"), waves.Codec);
        Assert.True(model.Draws);
        Assert.True(File.Exists(folder.At("model", TrainingReport.PageName)));
    }

    [Theory]
    [InlineData("mean forecast", 3)] // before anything is saved
    [InlineData("mean forecast", 7)]
    [InlineData("mixed", 2)]         // between the stages
    [InlineData("mixed", 6)]
    public void A_training_killed_and_resumed_ends_as_if_it_had_not_been(string stage, int step)
    {
        waves.Train(folder.At("whole"));
        using var kill = new CancellationTokenSource();


        Assert.Throws<OperationCanceledException>(() => waves.Train(folder.At("killed"), seen: progress => Kill(progress), cancellationToken: kill.Token));
        waves.Train(folder.At("killed"));


        var (expected, got) = (TrainingFixture.State(folder.At("whole")), TrainingFixture.State(folder.At("killed")));
        Assert.Equal(expected.Keys.Order(), got.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, got[pair.Key]));
        Assert.Equal(File.ReadAllBytes(folder.At("whole", "weights.safetensors")), File.ReadAllBytes(folder.At("killed", "weights.safetensors")));
        Assert.Equal(TrainingLog.Read(folder.At("whole", TrainingLog.FileName)).Select(line => (line.Stage, line.Step, line.Loss)), TrainingLog.Read(folder.At("killed", TrainingLog.FileName)).Select(line => (line.Stage, line.Step, line.Loss)));

        void Kill(WorkProgress progress)
        {
            if (progress.Stage == stage && progress.Step == step) kill.Cancel();
        }
    }

    [Fact]
    public void Without_the_second_stage_the_model_forecasts_the_mean_alone()
    {
        waves.Train(folder.At("model"), SegmentTrainingFixture.Options with { Steps = 4, MixedSteps = 0 });

        using var model = SegmentModelFolder.Load(folder.At("model"));

        Assert.False(model.Draws);
        Assert.Equal(["speed"], model.Conditions.Parameters.Select(one => one.Name));
        Assert.Equal(4, model.FrameSeconds, 1e-9); // a block of four snapshots, one second apart
    }

    [Fact]
    public void Other_options_another_codec_or_too_short_runs_are_refused()
    {
        waves.Train(folder.At("model"), SegmentTrainingFixture.Options with { Steps = 4, MixedSteps = 0 });

        Assert.Throws<UsageException>(() => waves.Train(folder.At("model"), SegmentTrainingFixture.Options with { Steps = 5, MixedSteps = 0 }));
        Assert.Throws<UsageException>(() => waves.Train(folder.At("model"), SegmentTrainingFixture.Options with { Steps = 4, MixedSteps = 0 }, config => config with { Depth = 1 }));
        Assert.Contains("--frames", Assert.Throws<CaseFormatException>(() => waves.Train(folder.At("long"), sizes: config => config with { Frames = 20 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_encoded_from_each_first_snapshot_on_as_the_codec_does_in_one_go()
    {
        using var scope = NewDisposeScope();
        using var codec = NeuralCodecFolder.Load(waves.Codec);
        var shard = new ShardReader(Path.Combine(waves.Library, "slow"));
        var values = FlowRun.Of(shard, codec.Linear.Channels, 2);


        var run = new RunEncoding(codec, new(new Dictionary<string, BoundaryRole>())).Whole(shard, null, features: true, default);


        Assert.Equal([15, 14, 14, 14], run.Frames.Select(frames => frames.shape[0])); // 57, 56, 55 and 54 snapshots, one and then whole blocks of four
        var whole = codec.On(shard.Mesh).Encode(PointSet.CellsOf(shard.Mesh), values.Read(0, 53), 53);
        Assert.Equal(whole.Values, run.Frames[2].data<float>().ToArray());
        Assert.Equal([2, 6, 10], run.TimesSeconds[2][..3]);
        Assert.Equal([codec.Sites, 4 * GridSurroundings.Channels], run.Geometry!.shape); // asked for by shapes
    }

    [Fact]
    public void About_its_own_mean_a_run_is_encoded_as_whoever_has_seen_a_context_of_it_would()
    {
        using var scope = NewDisposeScope();
        var config = TravellingWave.Config(2);
        using var codec = TravellingWave.Codec(config with { Linear = config.Linear with { Centring = FlowCentring.Run } });
        var shard = new ShardReader(Path.Combine(waves.Library, "slow"));
        var run = FlowRun.Of(shard, codec.Linear.Channels);


        var views = new RunEncoding(codec, new(new Dictionary<string, BoundaryRole>())).FromContexts(shard, null, contexts: 6, frames: 5, new Random(1), default).ToArray();


        Assert.Equal(6, views.Select(view => view.TimesSeconds[0][0]).Distinct().Count());
        Assert.All(views, view => Assert.True(view.FromContext && view.Frames[0].shape[0] >= 5));
        var mesh = codec.On(shard.Mesh);
        foreach (var view in views)
        {
            var first = (int)view.TimesSeconds[0][0];
            var same = Enumerable.Range(2, 24).Select(blocks => Math.Min(1 + 4 * blocks, run.Snapshots - first)).Distinct().Count(length =>
            {
                var mean = run.About(first, length).Mean!; // it has one
                var alone = mesh.Encode(PointSet.CellsOf(shard.Mesh), run.Read(first, 5), 5, mean);
                var rounding = 1e-6 * alone.Values.Max(Math.Abs); // products of other sizes add in another order
                return view.Frames[0].narrow(0, 0, 2).data<float>().ToArray().Zip(alone.Values).All(pair => Math.Abs(pair.First - pair.Second) < rounding)
                    && view.Geometry!.data<float>().ToArray().SequenceEqual(mesh.SiteFeatures(mean).data<float>().ToArray()); // it has it
            });
            Assert.Equal(1, same);
        }
    }

    [Fact]
    public void Conditions_of_a_run_are_told_as_often_as_the_options_say_and_noise_is_never_above_its_bound()
    {
        using var scope = NewDisposeScope();
        var runs = Runs();
        using var model = new SegmentModel(SegmentCases.Small(6, 4), LatentScaling.Of(runs[0].Frames), RunConditions.Of([.. runs.Select(run => run.Parameters)]), "none", 1);
        var set = new StretchSet(model.Scaling, model.Config.Frames, model.FrameSeconds, runs);
        var options = SegmentTrainingFixture.Options with { Batch = 4000 };


        var batch = SegmentBatch.Draw(set, model, options, mixed: true, new Random(1));
        var told = batch.Given.Conditions.data<float>().ToArray().Chunk(model.Conditions.Width).ToArray();


        Assert.Equal(options.ParametersShown, told.Average(one => one[1]), 0.03); // five deviations of the share
        Assert.Equal(1 - options.ContextNoiseShare, told.Count(one => one[^1] == 0) / 4000.0, 0.035);
        Assert.InRange(told.Max(one => one[^1]), 0.8f, 1); // five times the level
        Assert.Equal(2, set.Runs);
    }

    [Fact]
    public void The_score_of_ensembles_is_least_where_they_lie_as_far_apart_as_they_are_off()
    {
        using var scope = NewDisposeScope();
        using var still = new HeldOutForecasts(LatentScaling.Of([ones(1, 2, 3), -ones(1, 2, 3)]), [new("still", new Dictionary<string, double>(), [zeros(400, 2, 3)], [[.. Enumerable.Range(0, 400).Select(t => (double)t)]], null)], 12, 32, "tests");
        var ensembles = randn([4, 8, 32, 2, 3], generator: new(3));


        double Score(double spread, double off) => still.Crps(spread * ensembles + off * randn([4, 1, 32, 2, 3], generator: new(4)));


        Assert.Equal((Math.Sqrt(2) - 1) / Math.Sqrt(Math.PI), Score(1, 0), 0.02); // of the standard normal distribution at its middle
        Assert.True(Score(1, 1) < Score(0.5, 1) && Score(1, 1) < Score(2, 1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1.9, 2)]
    [InlineData(2.395, 2.8)] // hardly worse than 2
    [InlineData(5, 2.8)]
    public void The_noise_is_the_most_with_next_to_the_least_score(double best, double chosen)
    {
        using var scope = NewDisposeScope();
        using var model = new SegmentModel(SegmentCases.Small(6, 4), LatentScaling.Of([randn(8, 24, 3)]), RunConditions.Of([]), "none", 1);

        SegmentTraining.ChooseNoise(model, () => 0.1 + Math.Abs(model.NoiseLevel - best));

        Assert.Equal(chosen, model.NoiseLevel);
    }

    [Fact]
    public void A_run_is_developed_from_where_it_stays_as_it_ends()
    {
        using var scope = NewDisposeScope();
        Tensor Run(Func<int, double> amplitude, double drift = 0) =>
            tensor(Enumerable.Range(0, 200).SelectMany(t => new[] { (float)(amplitude(t) * Math.Sin(0.8 * t)), (float)(amplitude(t) * Math.Cos(0.8 * t) + drift * t) }).ToArray(), [200, 1, 2]);


        int? Of(Tensor run) => DevelopedState.FirstFrame(run, 16);


        Assert.Equal(0, Of(Run(_ => 1)));
        Assert.InRange(Of(Run(t => Math.Min(1, t / 80.0))) ?? -1, 50, 80); // the last window with a smaller amplitude begins before 80
        Assert.Null(Of(Run(t => t / 200.0)));
        Assert.Null(Of(Run(_ => 1, drift: 0.05)));
    }

    public void Dispose() => folder.Dispose();

    static LatentRun[] Runs() => [.. new[] { 1.0, 2.0 }.Select(speed => new LatentRun(
        $"{speed}", new Dictionary<string, double> { ["speed"] = speed }, [CodecCase.Draw($"run {speed}", 20, 24, 3)], [[.. Enumerable.Range(0, 20).Select(t => (double)t)]], null))];
}

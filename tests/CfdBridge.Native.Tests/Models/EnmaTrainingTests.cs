using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaTrainingTests(SegmentTrainingFixture waves) : IClassFixture<SegmentTrainingFixture>, IDisposable
{
    static readonly EnmaTrainingOptions Options = new() { Steps = 12, Frames = 6, Batch = 4, LearningRate = 3e-3, WarmUpSteps = 4, ValidateEvery = 4, ReportEvery = 1, Threads = 1, Seed = 5 };

    /// <summary>Options of a training of seconds that learns a wave, for networks of <see cref="Small"/> sizes.</summary>
    internal static EnmaTrainingOptions Short => Options with { Steps = 400, Batch = 16, LearningRate = 4e-3, WarmUpSteps = 20, ValidateEvery = 200, AverageDecay = 0.98, ParametersShown = 1, InContextShare = 0, TransientShare = 0 };

    readonly TempFolder folder = new();

    [Fact]
    public void Rollouts_on_the_run_held_out_follow_it_after_a_short_training()
    {
        Train("model", Short, library: waves.Later);


        var log = TrainingLog.Read(folder.At("model", TrainingLog.FileName));
        using var model = EnmaFolder.Load(folder.At("model"), waves.Codec);
        var (last, persistence) = (log[^1].Validation!, Persistence(model)); // every line ends with a validation
        Assert.Equal(["short context", "long context", "velocities"], last.Keys); // no room for an auxiliary trajectory
        Assert.True(last["short context"] < 0.35 * persistence, $"{last["short context"]} %, persistence {persistence} %"); // measured .23
        Assert.True(log[^1].Loss < 0.3 * log[0].Loss, $"{log[0].Loss} to {log[^1].Loss}"); // measured .14
        Assert.Equal(["speed"], model.Conditions.Parameters.Select(one => one.Name));
        Assert.Equal(4, model.FrameSeconds, 1e-9); // a block of four snapshots, one second apart
        Assert.Contains("of 3 to 8 frames, in 0 % of the batches", File.ReadAllText(folder.At("model", TrainingReport.PageName)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(26, true)]
    public void Forecasts_beside_an_auxiliary_trajectory_are_judged_where_the_run_held_out_has_room_for_it(int frames, bool room)
    {
        using var scope = NewDisposeScope();
        var runs = Runs(frames);
        using var model = Model(runs);
        using var validation = new EnmaValidation(model, [runs[0]], Options, "none");


        var errors = validation.Errors();


        Assert.Equal(room, errors.TryGetValue("short context, auxiliary trajectory, no parameters", out var error));
        Assert.True(double.IsFinite(error));
    }

    [Theory]
    [InlineData(3)] // before anything is saved
    [InlineData(7)]
    public void A_training_killed_and_resumed_ends_as_if_it_had_not_been(int step)
    {
        Train("whole", Options);
        using var kill = new CancellationTokenSource();


        Assert.Throws<OperationCanceledException>(() => Train("killed", Options, seen: progress => Kill(progress), cancellationToken: kill.Token));
        Train("killed", Options);


        var (expected, got) = (TrainingFixture.State(folder.At("whole")), TrainingFixture.State(folder.At("killed")));
        Assert.Equal(expected.Keys.Order(), got.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, got[pair.Key]));
        Assert.Equal(File.ReadAllBytes(folder.At("whole", "weights.safetensors")), File.ReadAllBytes(folder.At("killed", "weights.safetensors")));

        void Kill(WorkProgress progress)
        {
            if (progress.Stage == "drawing frames" && progress.Step == step) kill.Cancel();
        }
    }

    [Fact]
    public void The_weights_kept_are_the_best_from_a_short_context()
    {
        Train("model", Options);

        var log = TrainingLog.Read(folder.At("model", TrainingLog.FileName));
        var kept = EnmaDescription.Load(folder.At("model")).Provenance;

        Assert.Equal(log.MinBy(line => line.Validation!["short context"])!.Step, kept.Steps); // every line ends with a validation
    }

    [Fact]
    public void Other_options_and_too_short_runs_are_refused()
    {
        Train("model", Options with { Steps = 4 });

        Assert.Throws<UsageException>(() => Train("model", Options with { Steps = 5 }));
        Assert.Throws<UsageException>(() => Train("model", Options with { Steps = 4 }, config => config with { TimeDepth = 1 }));
        Assert.Contains("--frames", Assert.Throws<CaseFormatException>(() => Train("long", Options with { Frames = 16 })).Message, StringComparison.Ordinal);
        Assert.Contains("Frames", Assert.Throws<ArgumentException>(() => Train("none", Options with { Frames = 3 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_goes_on_from_a_trained_generator_of_the_same_codec()
    {
        Train("first", Options);


        Train("second", Options with { Steps = 1, LearningRate = 1e-12, From = folder.At("first") });


        var (first, second) = (Weights("first"), Weights("second"));
        Assert.Equal(first.Keys.Order(), second.Keys.Order());
        Assert.All(first, pair => Assert.True((pair.Value - second[pair.Key]).abs().max().item<float>() < 1e-3, pair.Key)); // half precision
        Assert.Equal(EnmaDescription.Load(folder.At("first")).Provenance.Steps, EnmaDescription.Load(folder.At("second")).Provenance.From!.Steps);
        Assert.Null(EnmaDescription.Load(folder.At("first")).Provenance.From);
        Assert.Throws<UsageException>(() => Train("second", Options with { Steps = 1, LearningRate = 1e-12 })); // another recipe
        Assert.Contains("apart", Assert.Throws<UsageException>(() => Train("third", Options with { Steps = 1, From = Slower() })).Message, StringComparison.Ordinal);

        string Slower()
        {
            using var model = EnmaFolder.Load(folder.At("first"), waves.Codec);
            using var slower = new EnmaModel(model.Config, model.Scaling, model.Conditions, model.CodecSha256, 2 * model.FrameSeconds);
            EnmaFolder.Save(slower, folder.At("slower"), EnmaDescription.Load(folder.At("first")).Provenance);
            return folder.At("slower");
        }

        Dictionary<string, Tensor> Weights(string name)
        {
            using var model = EnmaFolder.Load(folder.At(name), waves.Codec);
            return model.Network.named_parameters().ToDictionary(one => one.name, one => one.parameter.detach().clone());
        }
    }

    [Fact]
    public void Clips_in_context_see_another_trajectory_and_are_told_less_of_their_run()
    {
        using var scope = NewDisposeScope();
        using var model = Model(Runs());
        var (set, options) = (Set(model, Runs()), Options with { Batch = 2000 });


        var (alone, inContext) = (EnmaBatch.Draw(set, model, options with { InContextShare = 0 }, new Random(1)), EnmaBatch.Draw(set, model, options with { InContextShare = 1 }, new Random(1)));


        Assert.Empty(alone.Clip.Context);
        Assert.InRange(Assert.Single(inContext.Clip.Context).shape[1], 3, 9); // half a clip to one and a half
        Assert.Equal(options.ParametersShown, Told(alone), 0.04);             // five deviations of the share
        Assert.Equal(options.ParametersShownInContext, Told(inContext), 0.05);

        int Longest(double alike) => Enumerable.Range(0, 40).Max(seed => (int)EnmaBatch.Draw(set, model, options with { Batch = 2, InContextShare = 1, AlikeShare = alike }, new Random(seed)).Clip.Context[0].shape[1]);
        Assert.Equal((6, 9), (Longest(0), Longest(1)));                       // a clip; and what followed there

        double Told(EnmaBatch batch) => batch.Clip.Conditions.data<float>().ToArray().Chunk(model.Conditions.KnownWidth).Average(one => one[1]);
    }

    [Fact]
    public void Only_clips_in_context_train_the_separator()
    {
        using var scope = NewDisposeScope();
        using var model = Model(Runs());
        CodecCase.Drawn(model.Network, "separator");
        var separator = model.Network.named_parameters().Single(one => one.name == "time.separator").parameter;


        double Gradient(double inContext)
        {
            model.Network.zero_grad();
            var (clip, draws) = EnmaBatch.Draw(Set(model, Runs()), model, Options with { InContextShare = inContext }, new Random(1));
            model.Network.Loss(clip, draws).backward();
            return separator.grad is { } gradient ? gradient.abs().max().item<float>() : 0;
        }


        Assert.Equal(0, Gradient(0));
        Assert.True(Gradient(1) > 1e-6);
    }

    [Fact]
    public void Another_trajectory_is_of_a_run_with_the_same_parameters_or_of_another_time()
    {
        using var scope = NewDisposeScope();
        var runs = Runs(); // two share their parameters; every number tells its run and its frame
        using var model = Model(runs);
        var (set, random) = (Set(model, runs), new Random(2));


        foreach (var _ in Enumerable.Range(0, 200))
        {
            var (stretch, other) = set.DrawWithOther(5, 0, random);
            var (own, others) = (Numbers(stretch.Frames), Numbers(other));
            Assert.Equal((6, 5), (own.Length, others.Length));
            if (own[0] < 200)
            {
                Assert.NotEqual(own[0] / 100, others[0] / 100);
                Assert.True(others[0] < 200); // and not of the third run
            }
            else
            {
                Assert.True(others[0] > own[^1] + 1 || others[^1] < own[0] - 1, $"{string.Join(' ', own)} beside {string.Join(' ', others)}");
                Assert.True(others[0] >= 200);
            }
        }

        Assert.Equal(20, set.LongestBeside); // a whole run

        foreach (var _ in Enumerable.Range(0, 200))
        {
            var (stretch, other) = set.DrawWithOther(5, alike: 3, random);
            var (own, others) = (Numbers(stretch.Frames), Numbers(other));
            var nearest = own[0] < 100 ? 100 : own[0] < 200 ? 15 : own[0] - 6 >= 200 ? own[0] - 6 : own[0] + 7; // the last stretch of five that fits, and one frame apart
            Assert.Equal(nearest, others[0]);
        }

        int[] Numbers(Tensor frames) => [.. model.Scaling.Unscaled(frames).select(1, 0).select(1, 0).data<float>().ToArray().Select(number => (int)Math.Round(number))];
    }

    public void Dispose() => folder.Dispose();

    internal static EnmaConfig Small(NeuralCodec codec, EnmaTrainingOptions options) =>
        EnmaConfig.For(codec, options.Frames) with { Width = 32, Heads = 2, TimeDepth = 2, SpaceDepth = 1, FlowWidth = 32, FlowBlocks = 2, Sampling = new() { DecodeSteps = 2, Memory = options.Frames, AuxiliaryFrames = 3 * options.Frames / 2 } };

    void Train(string name, EnmaTrainingOptions options, Func<EnmaConfig, EnmaConfig>? sizes = null, Action<WorkProgress>? seen = null, CancellationToken cancellationToken = default, string? library = null) => EnmaTraining.Run(
        library ?? waves.Library, waves.Codec, folder.At(name), codec => (sizes ?? (config => config))(Small(codec, options)), options, TrainingProcesses.Alone, new AtOnce(seen ?? (_ => { })), cancellationToken);

    // Of the last known frame on the run held out, in percent.
    double Persistence(EnmaModel model)
    {
        using var scope = NewDisposeScope();
        using var codec = NeuralCodecFolder.Load(waves.Codec);
        var run = new RunEncoding(codec, new(new Dictionary<string, BoundaryRole>())).Whole(new(Path.Combine(waves.Later, "again")), null, features: false, default);
        using var forecasts = new HeldOutForecasts(model.Scaling, [run], 4, 12, waves.Library);
        return forecasts.Error(forecasts.Context(1).expand([-1, forecasts.Horizon, -1, -1]));
    }

    // Of one first snapshot each: 100 r + t everywhere at frame t of run r.
    static LatentRun[] Runs(int frames = 20) => [.. new[] { 1.0, 1.0, 2.0 }.Select((speed, r) => new LatentRun(
        $"{r}", new Dictionary<string, double> { ["speed"] = speed }, [tensor([.. Enumerable.Range(0, frames).SelectMany(t => Enumerable.Repeat((float)(100 * r + t), 24 * 5))], [frames, 24, 5])], [[.. Enumerable.Range(0, frames).Select(t => (double)t)]], null))];

    static EnmaModel Model(LatentRun[] runs) =>
        new(EnmaCases.Plane with { Conditions = 4 }, LatentScaling.Of([.. runs.SelectMany(run => run.Frames)]), RunConditions.Of([.. runs.Select(run => run.Parameters)]), "none", 1);

    static StretchSet Set(EnmaModel model, LatentRun[] runs) => new(model.Scaling, 6, model.FrameSeconds, runs);
}

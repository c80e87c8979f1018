using System.Reflection;
using System.Text.Json;
using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// The whole way from a library of runs and a codec to a trained segment generator in a folder: encode, scale, train the
/// mean forecast, then drawing too, report.
/// </summary>
public static class SegmentTraining
{
    const string MeanStage = "mean forecast";
    const string MixedStage = "mixed";

    /// <param name="library">Folder of captured runs.</param>
    /// <param name="codecFolder">Folder of the codec, which stays as it is.</param>
    /// <param name="folder">The generator's folder; an unfinished training there is gone on with.</param>
    /// <param name="config">Sizes for the latents of the codec.</param>
    /// <exception cref="CaseFormatException">There is nothing to train on.</exception>
    /// <exception cref="UsageException">The folder holds an unfinished training with other options.</exception>
    public static void Run(
        string library, string codecFolder, string folder, Func<NeuralCodec, SegmentConfig> config, SegmentTrainingOptions options, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        options.Validate();
        var split = LibrarySplit.Of(library);
        if (split.HeldOut.Count == 0) throw new CaseFormatException(library, "no run of it is held out, so nothing could choose the best weights", $"Capture another run, or write \"validation\" beside one in {LibrarySplit.FileName}.");
        using var codec = NeuralCodecFolder.Load(codecFolder);
        Directory.CreateDirectory(folder);
        set_num_threads(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
        manual_seed(options.Seed);
        var identity = CodecIdentity.Of(codecFolder);
        var sizes = config(codec);
        var runs = Encoded(split, codec, identity, folder, sizes, options, progress, cancellationToken);
        var perRun = runs.Count / (split.Training.Count + split.HeldOut.Count);
        var (training, heldOut) = (runs.Take(perRun * split.Training.Count).ToArray(), runs.Skip(perRun * split.Training.Count).ToArray());
        sizes = sizes with { GeometryChannels = (int)(training[0].Geometry?.shape[1] ?? 0) };
        using var model = Model(sizes, training, identity, library);
        var set = new SegmentTrainingSet(model, training);
        if (set.Runs == 0) throw new CaseFormatException(library, $"no training run is as long as a segment, {sizes.Frames} frames of {codec.BlockSnapshots} snapshots", "Capture longer runs, or take a smaller --frames.");
        using var validation = new SegmentValidation(model, heldOut, options, library);
        Train(model, set, validation, folder, options, progress, cancellationToken, (step, errors) => SegmentModelFolder.Save(model, folder, new(
            $"CfdBridge {Assembly.GetExecutingAssembly().GetName().Version}", Path.GetFileName(Path.TrimEndingDirectorySeparator(library)),
            [.. split.Training.Select(run => run.Description.Name)], [.. split.HeldOut.Select(run => run.Description.Name)], step, options.Seed, errors)));
        Report(folder, model, set);
    }

    static void Train(
        SegmentModel model, SegmentTrainingSet set, SegmentValidation validation, string folder, SegmentTrainingOptions options, IProgress<WorkProgress> progress, CancellationToken cancellationToken,
        Action<int, IReadOnlyDictionary<string, double>> save)
    {
        TrainingStage[] stages =
        [
            new(MeanStage, options.Steps, options.LearningRate) { Begin = _ => new SegmentLoss(model, set, options, mixed: false), Errors = validation.Forecast },
            new(MixedStage, options.MixedSteps, options.MixedLearningRate) { Begin = _ => new SegmentLoss(model, set, options, mixed: true), Errors = validation.ForecastAndNoise, JudgedAnew = true },
        ];
        var pace = new TrainingPace(options.WarmUpSteps, options.ValidateEvery, options.ReportEvery, options.AverageDecay, options.WeightDecay, options.GradientNorm) { SecondMoment = 0.95 };
        var recipe = JsonSerializer.Serialize(options) + JsonSerializer.Serialize(model.Config) + model.CodecSha256;
        var loop = new TrainingLoop(model.Network, folder, recipe, pace)
        {
            KeepBest = (stage, step, errors) =>
            {
                model.Draws = stage.Name == MixedStage;
                save(step, errors);
            },
        };
        loop.Run(stages, progress, cancellationToken);
    }

    static IReadOnlyList<LatentRun> Encoded(LibrarySplit split, NeuralCodec codec, string identity, string folder, SegmentConfig sizes, SegmentTrainingOptions options, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        codec.Network.Arithmetic.Products = Products.Fastest;
        ShardReader[] shards = [.. split.Training, .. split.HeldOut];
        var shapes = shards.Select(shard => shard.Description.MeshId).Distinct().Count() > 1;
        var contents = shards.Select(shard => $"{shard.Description.Name} {string.Join(' ', shard.Description.Files.Select(file => file.Sha256))} {JsonSerializer.Serialize(shard.Description.Parameters)}");
        var ownMean = codec.Linear.Config.Centring == FlowCentring.Run;
        var contexts = ownMean ? $"\n{options.ContextsPerRun} contexts of {sizes.Frames} frames, seed {options.Seed}" : "";
        return LatentCache.Of(folder, $"{identity}\n{string.Join('\n', contents)}\n{JsonSerializer.Serialize(options.Roles)}{contexts}", () =>
        {
            var encoding = new RunEncoding(codec, new(options.Roles));
            return [.. shards.SelectMany((shard, i) =>
            {
                progress.Report(new("encoding runs", i, shards.Length, double.NaN));
                return ownMean
                    ? encoding.FromContexts(shard, options.ContextsPerRun, sizes.Frames, Seeds.Of(options.Seed, i, 17), cancellationToken)
                    : [encoding.Whole(shard, shapes, cancellationToken)];
            })];
        });
    }

    static SegmentModel Model(SegmentConfig sizes, LatentRun[] training, string identity, string library)
    {
        double[] spacings = [.. training.Select(run => run.FrameSeconds).Where(seconds => seconds > 0).Order()];
        if (spacings.Length == 0) throw new CaseFormatException(library, "no training run is longer than one frame", "Capture longer runs.");
        var features = sizes.GeometryChannels > 0 ? LatentScaling.OfFeatures([.. training.Select(run => run.Geometry!)]) : null; // they have it where there are channels
        var model = new SegmentModel(sizes, LatentScaling.Of([.. training.SelectMany(run => run.Frames)]), RunConditions.Of([.. training.Select(run => run.Parameters)]), identity, spacings[spacings.Length / 2], features);
        model.Network.Arithmetic.Products = Products.Fastest;
        return model;
    }

    static void Report(string folder, SegmentModel model, SegmentTrainingSet set)
    {
        var provenance = SegmentModelDescription.Load(folder).Provenance;
        TrainingReport.Write(folder, $"Segment generator of {provenance.Library}, {model.Config.Frames} frames of {model.Config.Tokens} tokens",
        [
            ("training runs", string.Join(", ", provenance.Training)),
            ("held out", string.Join(", ", provenance.HeldOut)),
            ("segments", $"{set.Segments} of {set.Runs} runs"),
            ("told of a run", model.Conditions.Parameters.Count == 0 ? "nothing" : string.Join(", ", model.Conditions.Parameters.Select(one => one.Name))),
            ("parameters", $"{model.Network.parameters().Sum(parameter => parameter.numel()):N0}"),
            ("products in", $"{model.Network.Arithmetic.Products}"),
            ("best weights", $"after step {provenance.Steps}: {string.Join(", ", provenance.HeldOutErrors.Select(error => $"{error.Key} {error.Value:F2} %"))}"),
        ]);
    }
}

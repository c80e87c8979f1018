using System.Text.Json;
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

    static readonly double[] NoiseLevels = [1, 1.4, 2, 2.8];
    const double NextTo = 0.04; // of the least score

    /// <param name="library">Folder of captured runs.</param>
    /// <param name="codecFolder">Folder of the codec, which stays as it is.</param>
    /// <param name="folder">The generator's folder; an unfinished training there is gone on with.</param>
    /// <param name="config">Sizes for the latents of the codec.</param>
    /// <param name="processes">That train it together, each on its rows of a batch; the folder is shared by all.</param>
    /// <exception cref="CaseFormatException">There is nothing to train on.</exception>
    /// <exception cref="UsageException">The folder holds an unfinished training with other options.</exception>
    public static void Run(
        string library, string codecFolder, string folder, Func<NeuralCodec, SegmentConfig> config, SegmentTrainingOptions options, TrainingProcesses processes, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(processes);
        ArgumentNullException.ThrowIfNull(progress);
        options.Validate();
        _ = processes.Rows(options.Batch); // refused before minutes are spent on encoding
        progress = processes.Heard(progress);
        using var codec = NeuralCodecFolder.Load(codecFolder);
        set_num_threads(processes.Threads(options.Threads));
        manual_seed(options.Seed);
        var latents = LatentLibrary.Of(library, codec, codecFolder, folder, new(options.Roles, options.ContextsPerRun, config(codec).Frames, options.Seed, options.Mirror), processes, progress, cancellationToken);
        var sizes = config(codec) with { GeometryChannels = (int)(latents.Training[0].Geometry?.shape[1] ?? 0) };
        using var model = new SegmentModel(sizes, latents.Scaling(), latents.Conditions(options.Told), latents.CodecSha256, latents.FrameSeconds(), latents.Features);
        model.Network.Arithmetic.Products = options.ProductsIn ?? Products.Fastest;
        var set = new StretchSet(model.Scaling, sizes.Frames, model.FrameSeconds, latents.Training);
        if (set.Runs == 0) throw new CaseFormatException(library, $"no training run is as long as a segment, {sizes.Frames} frames of {codec.BlockSnapshots} snapshots", "Capture longer runs, or take a smaller --frames.");
        using var validation = new SegmentValidation(model, latents.HeldOut, options, library);
        Train(model, set, validation, folder, options, processes, progress, cancellationToken, (step, errors) => SegmentModelFolder.Save(model, folder, latents.Provenance(step, options.Seed, errors)));
        if (!processes.First) return;
        if (options.MixedSteps > 0) ChooseNoise(model, validation, folder);
        var provenance = SegmentModelDescription.Load(folder).Provenance;
        GeneratorReport.Write(folder, $"Segment generator of {provenance.Library}, {sizes.Frames} frames of {sizes.Tokens} tokens", provenance, set, model.Conditions, model.Network, model.Network.Arithmetic);
    }

    // The level of noise from which the weights that were kept draw best.
    static void ChooseNoise(SegmentModel model, SegmentValidation validation, string folder)
    {
        using (var kept = SegmentModelFolder.Load(folder)) model.Network.load_state_dict(kept.Network.state_dict());
        model.Draws = true;
        ChooseNoise(model, validation.Crps);
        SegmentModelFolder.Save(model, folder, SegmentModelDescription.Load(folder).Provenance);
    }

    /// <summary>Takes the highest level of noise whose score is next to the least: about it a score is flat, and an ensemble too sure of itself is worse than one too wide.</summary>
    /// <param name="score">Of the model as it is.</param>
    internal static void ChooseNoise(SegmentModel model, Func<double> score)
    {
        double[] scores = [.. NoiseLevels.Select(level =>
        {
            model.NoiseLevel = level;
            return score();
        })];
        model.NoiseLevel = NoiseLevels.Zip(scores).Last(one => one.Second <= (1 + NextTo) * scores.Min()).First;
    }

    static void Train(
        SegmentModel model, StretchSet set, SegmentValidation validation, string folder, SegmentTrainingOptions options, TrainingProcesses processes, IProgress<WorkProgress> progress, CancellationToken cancellationToken,
        Action<int, IReadOnlyDictionary<string, double>> save)
    {
        var rows = processes.Rows(options.Batch);
        TrainingStage[] stages =
        [
            new(MeanStage, options.Steps, options.LearningRate) { Begin = _ => new SegmentLoss(model, set, options, rows, mixed: false), Errors = validation.Forecast },
            new(MixedStage, options.MixedSteps, options.MixedLearningRate) { Begin = _ => new SegmentLoss(model, set, options, rows, mixed: true), Errors = validation.ForecastAndNoise, JudgedAnew = true },
        ];
        var pace = new TrainingPace(options.WarmUpSteps, options.ValidateEvery, options.ReportEvery, options.AverageDecay, options.WeightDecay, options.GradientNorm) { SecondMoment = 0.95 };
        var recipe = JsonSerializer.Serialize(options) + JsonSerializer.Serialize(model.Config) + model.CodecSha256;
        var loop = new TrainingLoop(model.Network, folder, recipe, pace)
        {
            Processes = processes,
            KeepBest = (stage, step, errors) =>
            {
                model.Draws = stage.Name == MixedStage;
                save(step, errors);
            },
        };
        loop.Run(stages, progress, cancellationToken);
    }
}

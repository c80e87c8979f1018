using System.Text.Json;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The whole way from a library of runs and a codec to a trained ENMA generator in a folder: encode, scale, train, report.</summary>
public static class EnmaTraining
{
    /// <param name="library">Folder of captured runs.</param>
    /// <param name="codecFolder">Folder of the codec, which stays as it is.</param>
    /// <param name="folder">The generator's folder; an unfinished training there is gone on with.</param>
    /// <param name="config">Sizes for the latents of the codec.</param>
    /// <param name="processes">That train it together, each on its rows of a batch; the folder is shared by all.</param>
    /// <exception cref="CaseFormatException">There is nothing to train on.</exception>
    /// <exception cref="UsageException">The folder holds an unfinished training with other options.</exception>
    public static void Run(
        string library, string codecFolder, string folder, Func<NeuralCodec, EnmaConfig> config, EnmaTrainingOptions options, TrainingProcesses processes, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(processes);
        ArgumentNullException.ThrowIfNull(progress);
        options.Validate();
        if (options.From is { } own && Path.GetFullPath(own) == Path.GetFullPath(folder)) throw new UsageException("--out", $"the training would replace {own}, from which it goes on", "Name another folder.");
        _ = processes.Rows(options.Batch); // refused before minutes are spent on encoding
        progress = processes.Heard(progress);
        using var codec = NeuralCodecFolder.Load(codecFolder);
        if (codec.Linear.Config.Centring == FlowCentring.Run) throw new UsageException(codecFolder, "it takes each run's own mean off, of which ENMA is not told", "Train segment or echo on it, or ENMA on a codec with the mean of all runs.");
        set_num_threads(processes.Threads(options.Threads));
        manual_seed(options.Seed);
        var latents = LatentLibrary.Of(library, codec, codecFolder, folder, new(options.Roles, 1, options.Frames, options.Seed, options.Mirror), processes, progress, cancellationToken);
        var conditions = latents.Conditions(options.Told);
        using var model = options.From is { } from
            ? GoneOnFrom(from, codecFolder, latents)
            : new EnmaModel(config(codec) with { Conditions = conditions.KnownWidth }, latents.Scaling(), conditions, latents.CodecSha256, latents.FrameSeconds());
        var before = options.From is null ? null : EnmaDescription.Load(options.From).Provenance;
        model.Network.Arithmetic.Products = options.ProductsIn ?? Products.Fastest;
        var set = new StretchSet(model.Scaling, options.Frames, model.FrameSeconds, latents.Training);
        if (set.Runs == 0) throw new CaseFormatException(library, $"no training run is as long as a clip, {options.Frames} frames of {codec.BlockSnapshots} snapshots", "Capture longer runs, or take a smaller --frames.");
        using var validation = new EnmaValidation(model, latents.HeldOut, options, library);
        Train(model, set, validation, folder, options, processes, progress, cancellationToken, (step, errors) => EnmaFolder.Save(model, folder, latents.Provenance(step, options.Seed, errors) with { From = before }));
        if (processes.First) Report(folder, model, set, options);
    }

    // Its scaling, conditions and sizes stay: weights mean nothing without them.
    static EnmaModel GoneOnFrom(string from, string codecFolder, LatentLibrary latents)
    {
        const double Same = 0.01;
        var model = EnmaFolder.Load(from, codecFolder);
        var (own, here) = (model.FrameSeconds, latents.FrameSeconds());
        if (Math.Abs(here / own - 1) <= Same) return model;
        model.Dispose();
        throw new UsageException("--from", FormattableString.Invariant($"{from} knows frames {own:G4} s apart, the runs of {latents.Folder} have them every {here:G4} s"), "Capture runs at its spacing, or train from the beginning.");
    }

    static void Train(
        EnmaModel model, StretchSet set, EnmaValidation validation, string folder, EnmaTrainingOptions options, TrainingProcesses processes, IProgress<WorkProgress> progress, CancellationToken cancellationToken,
        Action<int, IReadOnlyDictionary<string, double>> save)
    {
        var stage = new TrainingStage("drawing frames", options.Steps, options.LearningRate)
        {
            Begin = _ => new EnmaLoss(model, set, options, processes.Rows(options.Batch)),
            Errors = validation.Errors,
            Judged = errors => errors[EnmaValidation.Chosen],
        };
        var pace = new TrainingPace(options.WarmUpSteps, options.ValidateEvery, options.ReportEvery, options.AverageDecay, options.WeightDecay, options.GradientNorm) { SecondMoment = 0.95 };
        var recipe = JsonSerializer.Serialize(options) + JsonSerializer.Serialize(model.Config) + model.CodecSha256;
        new TrainingLoop(model.Network, folder, recipe, pace) { Processes = processes, KeepBest = (_, step, errors) => save(step, errors) }.Run([stage], progress, cancellationToken);
    }

    static void Report(string folder, EnmaModel model, StretchSet set, EnmaTrainingOptions options)
    {
        var (provenance, least) = (EnmaDescription.Load(folder).Provenance, EnmaBatch.LeastBeside(options));
        var beside = set.LongestBeside < least
            ? $"none: no run has {least} frames besides a clip, nor has another run the same parameters"
            : $"of {least} to {EnmaBatch.MostBeside(options, set, options.AlikeShare > 0)} frames, in {100 * options.InContextShare:F0} % of the batches";
        GeneratorReport.Write(
            folder, $"ENMA generator of {provenance.Library}, clips of {options.Frames} frames of {model.Network.Grid.Tokens} tokens", provenance, set, model.Conditions, model.Network, model.Network.Arithmetic,
            [("auxiliary trajectories", beside), ("gone on from", provenance.From is { } before ? $"{before.Steps} steps on {before.Library}" : "nothing")]);
    }
}

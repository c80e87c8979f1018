using System.Reflection;
using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The whole way from a library of runs to a trained codec in a folder: fit the linear codec, draw and lift clips, train, report.</summary>
public static class CodecTraining
{
    const string LinearFolder = "linear";

    /// <param name="library">Folder of captured runs.</param>
    /// <param name="folder">The codec's folder; an unfinished training there is gone on with.</param>
    /// <param name="config">Sizes for the first run's mesh.</param>
    /// <exception cref="CaseFormatException">There is nothing to train on.</exception>
    /// <exception cref="UsageException">The folder holds an unfinished training with other options.</exception>
    public static void Run(
        string library, string folder, Func<Mesh, NeuralCodecConfig> config, CodecTrainingOptions options, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        options.Validate();
        var split = LibrarySplit.Of(library);
        var axes = ActiveAxes.Of(split.Training[0].Mesh);
        var sizes = config(split.Training[0].Mesh);
        var fields = split.Training[0].Description.Fields.Where(field => field.Association == FieldAssociation.Cell).ToArray();
        var channels = FlowChannels.Of(fields.Select(field => (field.Name, field.Components)), axes);
        FlowRun[] training = [.. split.Training.Select(shard => FlowRun.Of(shard, channels))];
        FlowRun[] heldOut = [.. split.HeldOut.Select(shard => FlowRun.Of(shard, channels))];
        if (sizes.Linear.Centring == FlowCentring.Run)
        {
            training = [.. training.SelectMany((run, i) => AboutMeans(run, options, i))];
            heldOut = [.. heldOut.Select(run => run.About(0, run.Snapshots))];
        }


        if (heldOut.Length == 0) throw new CaseFormatException(library, "no run of it is held out, so nothing could choose the best weights", $"Capture another run, or write \"validation\" beside one in {LibrarySplit.FileName}.");
        Directory.CreateDirectory(folder);
        Threads(options);
        manual_seed(options.Seed);
        progress.Report(new("linear codec", 0, 1, double.NaN));
        var linear = Linear(Path.Combine(folder, LinearFolder), training, channels, sizes, cancellationToken);
        var periodic = DomainGeometry.Of(training[0].Mesh).PeriodicAxes.Select(axis => axes.Axes.ToList().IndexOf(axis)).Where(axis => axis >= 0).ToArray();
        using var codec = new NeuralCodec(sizes, linear, periodic);
        codec.Network.Arithmetic.Products = Products.Fastest;
        var set = new CodecTrainingSet(codec, training, options, progress.Share("lifting clips"), cancellationToken);
        var validation = new CodecValidation(codec, heldOut, options);
        var units = fields.ToDictionary(field => field.Name, field => field.Dimensions);
        var trainer = new CodecTrainer(codec, set, validation, options, folder)
        {
            KeepBest = (step, errors) => NeuralCodecFolder.Save(codec, folder, units, new(
                $"CfdBridge {Assembly.GetExecutingAssembly().GetName().Version}", Path.GetFileName(Path.TrimEndingDirectorySeparator(library)),
                [.. training.Select(run => run.Name).Distinct()], [.. heldOut.Select(run => run.Name)], step, options.Seed, errors)),
        };
        trainer.Run(progress, cancellationToken);
        ResidualsFit.Run(library, folder, options.Roles, progress, cancellationToken);
        Report(folder, codec, set.Sets.Sum(clips => clips.Clips), options);
    }

    // About its whole mean, and about those of shorter stretches, as they are known of a run that is not over.
    static IEnumerable<FlowRun> AboutMeans(FlowRun run, CodecTrainingOptions options, int number)
    {
        yield return run.About(0, run.Snapshots);
        var random = Seeds.Of(options.Seed, number, options.Shares.Count + 1);
        for (var i = 0; i < options.MeansOfStretches; i++)
        {
            var length = Math.Clamp((int)(run.Snapshots * Math.Pow(options.ShortestStretch, random.NextDouble())), 1, run.Snapshots);
            yield return run.About(random.Next(run.Snapshots - length + 1), length);
        }
    }

    // Records compare their lists by reference, so their text is compared.
    static bool SameSizes(LinearCodecConfig one, LinearCodecConfig other) => DescriptionFile.ToJson(one) == DescriptionFile.ToJson(other);

    static void Report(string folder, NeuralCodec codec, int clips, CodecTrainingOptions options)
    {
        var description = NeuralCodecDescription.Load(folder);
        TrainingReport.Write(folder, $"Codec of {description.Provenance.Library}, {codec.Config.Latent} numbers at each of {codec.Sites} sites",
        [
            ("training runs", string.Join(", ", description.Provenance.Training)),
            ("held out", string.Join(", ", description.Provenance.HeldOut)),
            ("clips", $"{clips} of {options.ClipBlocks} blocks"),
            ("points", $"{codec.Config.PointEncoder}, {codec.Config.PointHeads} weightings of the {codec.Config.PointNeighbours} nearest"),
            ("parameters", $"{codec.Network.parameters().Sum(parameter => parameter.numel()):N0}"),
            ("products in", $"{codec.Network.Arithmetic.Products}"),
            ("best weights", $"after step {description.Provenance.Steps}: {string.Join(", ", description.Provenance.HeldOutErrors.Select(error => $"{error.Key} {error.Value:F3} %"))}"),
        ]);
    }

    static LinearCodec Linear(string folder, FlowRun[] training, FlowChannels channels, NeuralCodecConfig config, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(folder, LinearCodecDescription.FileName)) && LinearCodecFolder.Load(folder) is var fitted && SameSizes(fitted.Config, config.Linear)) return fitted;
        var linear = LinearCodecFit.Of(training, channels, config.Linear, cancellationToken);
        LinearCodecFolder.Save(linear, folder);
        return linear;
    }

    static void Threads(CodecTrainingOptions options) => set_num_threads(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
}

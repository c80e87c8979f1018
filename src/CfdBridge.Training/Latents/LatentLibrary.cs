using System.Reflection;
using System.Text.Json;
using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>A library of runs in the latents of a frozen codec, and what a generator of them needs to know of it.</summary>
/// <param name="Folder">Of the captured runs.</param>
/// <param name="CodecSha256">Of the codec (<see cref="CodecIdentity"/>).</param>
/// <param name="Features">Scales what is told at the sites, as it is in the runs here; null where nothing is.</param>
/// <param name="TimesViscosity">Of each parameter that goes with one over the viscosity, the product (<see cref="ViscosityScale"/>).</param>
sealed record LatentLibrary(
    string Folder, string CodecSha256, IReadOnlyList<LatentRun> Training, IReadOnlyList<LatentRun> HeldOut, LatentScaling? Features, IReadOnlyDictionary<string, double> TimesViscosity)
{
    /// <summary>Statistics of the training runs.</summary>
    public LatentScaling Scaling() => LatentScaling.Of([.. Training.SelectMany(run => run.Frames)]);

    /// <summary>What differs between the training runs.</summary>
    /// <param name="told">Parameters that a generator is to know of; null for all.</param>
    /// <exception cref="UsageException">No run has such a parameter.</exception>
    public RunConditions Conditions(IReadOnlyList<string>? told)
    {
        var all = RunConditions.Of([.. Training.Select(run => run.Parameters)]).Parameters;
        if (told?.FirstOrDefault(name => all.All(one => one.Name != name)) is { } unknown)
            throw new UsageException($"--tell {unknown}", "no such parameter differs between the training runs", NearMatch.Hint(unknown, all.Select(one => one.Name)));
        return new([.. all.Where(one => told?.Contains(one.Name) ?? true).Select(one => one with { TimesViscosity = TimesViscosity.TryGetValue(one.Name, out var product) ? product : null })]);
    }

    /// <summary>Usual time between frames, seconds.</summary>
    /// <exception cref="CaseFormatException">No run is longer than one frame.</exception>
    public double FrameSeconds()
    {
        double[] spacings = [.. Training.Select(run => run.FrameSeconds).Where(seconds => seconds > 0).Order()];
        return spacings.Length > 0 ? spacings[spacings.Length / 2] : throw new CaseFormatException(Folder, "no training run is longer than one frame", "Capture longer runs.");
    }

    /// <summary>How a generator trained on it came to be.</summary>
    public TrainingProvenance Provenance(int steps, int seed, IReadOnlyDictionary<string, double> errors) => new(
        $"CfdBridge {Assembly.GetExecutingAssembly().GetName().Version}", Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder)),
        [.. Training.Select(run => run.Name).Distinct()], [.. HeldOut.Select(run => run.Name).Distinct()], steps, seed, errors);

    /// <summary>Encodes the runs, or takes them as an earlier training in the folder kept them.</summary>
    /// <param name="library">Folder of captured runs.</param>
    /// <param name="codecFolder">Where the codec was loaded from.</param>
    /// <param name="folder">Of the training.</param>
    /// <param name="choices">How runs are encoded.</param>
    /// <param name="processes">The first encodes; the others read what it kept.</param>
    /// <exception cref="CaseFormatException">There is nothing to train on, or no run is held out.</exception>
    public static LatentLibrary Of(
        string library, NeuralCodec codec, string codecFolder, string folder, EncodingChoices choices, TrainingProcesses processes, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var split = LibrarySplit.Of(library);
        if (split.HeldOut.Count == 0) throw new CaseFormatException(library, "no run of it is held out, so nothing could choose the best weights", $"Capture another run, or write \"validation\" beside one in {LibrarySplit.FileName}.");
        Directory.CreateDirectory(folder);
        codec.Network.Arithmetic.Products = Products.Fastest;
        ShardReader[] shards = [.. split.Training, .. split.HeldOut];
        var identity = CodecIdentity.Of(codecFolder);
        var shapes = shards.Select(shard => shard.Description.MeshId).Distinct().Count() > 1;
        var contents = shards.Select(shard => $"{shard.Description.Name} {string.Join(' ', shard.Description.Files.Select(file => file.Sha256))} {JsonSerializer.Serialize(shard.Description.Parameters)}");
        var ownMean = codec.Linear.Config.Centring == FlowCentring.Run;
        var contexts = ownMean ? $"\n{choices.ContextsPerRun} contexts of {choices.Frames} frames, seed {choices.Seed}" : "";
        var mirrored = choices.Mirror is { } mirror ? $"\nand {mirror.NameOf("")}, odd {string.Join(' ', mirror.Odd)}" : "";
        (ShardReader Shard, Mirror? Mirror)[] seen =
        [
            .. split.Training.Select(shard => (shard, (Mirror?)null)),
            .. choices.Mirror is null ? [] : split.Training.Select(shard => (shard, choices.Mirror)),
            .. split.HeldOut.Select(shard => (shard, (Mirror?)null)),
        ];
        var kept = $"{identity}\n{string.Join('\n', contents)}\n{JsonSerializer.Serialize(choices.Roles)}{contexts}{mirrored}";
        IReadOnlyList<LatentRun>? runs = null;
        processes.FirstAlone(stillAtIt => runs = LatentCache.Of(folder, kept, () => Encoded(stillAtIt)));
        runs ??= LatentCache.Of(folder, kept, () => throw new CaseFormatException(folder, "it does not hold what the first process encoded there", "Give all processes a folder that they share."));
        var training = (seen.Length - split.HeldOut.Count) * (ownMean ? choices.ContextsPerRun : 1);
        var features = runs[0].Geometry is null ? null : LatentScaling.OfFeatures([.. runs.Take(training).Select(run => run.Geometry!)]); // all have it, or none
        LatentRun[] told = [.. runs.Select(run => run.Geometry is { } geometry ? run with { Geometry = features!.Scaled(geometry) } : run)];
        return new(library, identity, told[..training], told[training..], features, ViscosityScale.Of(split.Training, cancellationToken));

        LatentRun[] Encoded(Action stillAtIt)
        {
            var encoding = new RunEncoding(codec, new(choices.Roles));
            return [.. seen.SelectMany((one, i) =>
            {
                stillAtIt();
                progress.Report(new("encoding runs", i, seen.Length, double.NaN));
                return ownMean
                    ? encoding.FromContexts(one.Shard, one.Mirror, choices.ContextsPerRun, choices.Frames, Seeds.Of(choices.Seed, i, 17), cancellationToken)
                    : [encoding.Whole(one.Shard, one.Mirror, shapes, cancellationToken)];
            })];
        }
    }
}

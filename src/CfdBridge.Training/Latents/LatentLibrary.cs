using System.Reflection;
using System.Text.Json;
using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>A library of runs in the latents of a frozen codec, and what a generator of them needs to know of it.</summary>
/// <param name="Folder">Of the captured runs.</param>
/// <param name="CodecSha256">Of the codec (<see cref="CodecIdentity"/>).</param>
sealed record LatentLibrary(string Folder, string CodecSha256, IReadOnlyList<LatentRun> Training, IReadOnlyList<LatentRun> HeldOut)
{
    /// <summary>Statistics of the training runs.</summary>
    public LatentScaling Scaling() => LatentScaling.Of([.. Training.SelectMany(run => run.Frames)]);

    /// <summary>What differs between the training runs.</summary>
    public RunConditions Conditions() => RunConditions.Of([.. Training.Select(run => run.Parameters)]);

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
        [.. Training.Select(run => run.Name)], [.. HeldOut.Select(run => run.Name)], steps, seed, errors);

    /// <summary>Encodes the runs, or takes them as an earlier training in the folder kept them.</summary>
    /// <param name="library">Folder of captured runs.</param>
    /// <param name="codecFolder">Where the codec was loaded from.</param>
    /// <param name="folder">Of the training.</param>
    /// <param name="roles">What parts of the boundary are where that is not found right.</param>
    /// <exception cref="CaseFormatException">There is nothing to train on, or no run is held out.</exception>
    public static LatentLibrary Of(
        string library, NeuralCodec codec, string codecFolder, string folder, IReadOnlyDictionary<string, BoundaryRole> roles, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var split = LibrarySplit.Of(library);
        if (split.HeldOut.Count == 0) throw new CaseFormatException(library, "no run of it is held out, so nothing could choose the best weights", $"Capture another run, or write \"validation\" beside one in {LibrarySplit.FileName}.");
        Directory.CreateDirectory(folder);
        codec.Network.Arithmetic.Products = Products.Fastest;
        ShardReader[] shards = [.. split.Training, .. split.HeldOut];
        var identity = CodecIdentity.Of(codecFolder);
        var shapes = shards.Select(shard => shard.Description.MeshId).Distinct().Count() > 1;
        var contents = shards.Select(shard => $"{shard.Description.Name} {string.Join(' ', shard.Description.Files.Select(file => file.Sha256))} {JsonSerializer.Serialize(shard.Description.Parameters)}");
        var runs = LatentCache.Of(folder, $"{identity}\n{string.Join('\n', contents)}\n{JsonSerializer.Serialize(roles)}", () =>
        {
            var encoding = new RunEncoding(codec, new(roles));
            return [.. shards.Select((shard, i) =>
            {
                progress.Report(new("encoding runs", i, shards.Length, double.NaN));
                return encoding.Of(shard, shapes, cancellationToken);
            })];
        });
        return new(library, identity, [.. runs.Take(split.Training.Count)], [.. runs.Skip(split.Training.Count)]);
    }
}

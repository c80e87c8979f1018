using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>Neural codecs, the linear codec they start from at their sizes, the grid alone, and a global decomposition.</summary>
public static class CodecComparison
{
    const int BlockSnapshots = 4; // of the decomposition

    /// <exception cref="UsageException">A run is not in the library, or none is kept for the test.</exception>
    public static CodecEvaluation Run(CodecComparisonRequest request, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        set_num_threads(request.Threads > 0 ? request.Threads : Environment.ProcessorCount);
        var split = LibrarySplit.Of(request.Library);
        var runs = request.Runs.Count > 0 ? Named(request) : split.Test;
        if (runs.Count == 0) throw new UsageException("--runs", "the library keeps no run for a test", $"Name runs, or write {LibrarySplit.FileName} into the library.");
        var evaluator = new CodecEvaluator(request.Library, runs, request.Shares, new(request.Roles), request.MeanOf, progress, cancellationToken);
        var (names, done) = (NamesOf(request.Folders), new HashSet<int>());
        for (var i = 0; i < request.Folders.Count; i++)
        {
            using var codec = NeuralCodecFolder.Load(request.Folders[i]);
            evaluator.Add(names[i], codec);
            foreach (var latent in new[] { codec.Config.Latent }.Concat(request.LinearLatents).Where(done.Add)) evaluator.Add(codec.Linear.Truncated(latent));
            if (i == 0) evaluator.AddGridAlone(codec.Linear);
            if (i == 0 && request.PodModes.Count > 0) AddPod(evaluator, split, codec.Linear.Channels, request.PodModes, cancellationToken);
        }

        return evaluator.Result;
    }

    // Codecs of one kind and size are told apart by their folders.
    static string[] NamesOf(IReadOnlyList<string> folders)
    {
        if (folders.GroupBy(folder => folder).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new UsageException("CODEC", $"{twice.Key} stands twice", "Name it once.");
        var kinds = folders.Select(folder => NeuralCodecDescription.Load(folder).Config).Select(config => (Name: NameOf(config.PointEncoder), config.Latent)).ToArray();
        return [.. kinds.Select((kind, i) => kinds.Count(kind.Equals) == 1 ? kind.Name : $"{kind.Name} ({folders[i]})")];
    }

    static string NameOf(PointEncoderKind kind) => kind switch
    {
        PointEncoderKind.Attention => "attention",
        PointEncoderKind.ContinuousConvolution => "continuous convolution",
        _ => "no point encoder",
    };

    static void AddPod(CodecEvaluator evaluator, LibrarySplit split, FlowChannels channels, IReadOnlyList<int> modes, CancellationToken cancellationToken)
    {
        var pod = GlobalPod.Fit([.. split.Training.Select(shard => FlowRun.Of(shard, channels))], channels, modes.Max(), BlockSnapshots, cancellationToken);
        foreach (var count in modes) evaluator.Add(pod.Truncated(Math.Min(count, pod.Modes)), channels, BlockSnapshots);
    }

    static IReadOnlyList<ShardReader> Named(CodecComparisonRequest request)
    {
        var all = ShardReader.Library(request.Library);
        return [.. request.Runs.Select(name => all.FirstOrDefault(shard => shard.Description.Name == name)
            ?? throw new UsageException("--runs", $"there is no run \"{name}\" in {request.Library}", NearMatch.Hint(name, all.Select(shard => shard.Description.Name))))];
    }
}

using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// What a codec is trained on: from every run, for several sets of points, some clips at random times, lifted
/// beforehand. The same seed draws the same.
/// </summary>
sealed class CodecTrainingSet
{
    readonly NeuralCodec codec;
    readonly CodecTrainingOptions options;

    public CodecTrainingSet(NeuralCodec codec, IReadOnlyList<FlowRun> runs, CodecTrainingOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        (this.codec, this.options) = (codec, options);
        var sets = new List<ClipSet>();
        var (clips, draws) = (ClipsPerSet(runs), new ClipDraw(codec, options.ClipBlocks, new(options.Roles)));
        for (var i = 0; i < runs.Count; i++)
        {
            for (var draw = 0; draw < options.Shares.Count; draw++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sets.Add(draws.Of(runs[i], clips, options.Shares[draw], Seeds.Of(options.Seed, i, draw)).Set);
                progress.Report((i * options.Shares.Count + draw + 1.0) / (runs.Count * options.Shares.Count));
            }
        }

        (Sets, Runs) = (sets, runs);
        WholeSets = [.. sets.Where((_, i) => options.Shares[i % options.Shares.Count] >= 1)];
        using var scope = NewDisposeScope();
        Energy = sets.Average(set => set.Truth.square().sum([2, 3]).mean().item<float>());
    }

    public IReadOnlyList<ClipSet> Sets { get; }

    public IReadOnlyList<FlowRun> Runs { get; }

    /// <summary>Those with all points.</summary>
    public IReadOnlyList<ClipSet> WholeSets { get; }

    /// <summary>Mean over blocks of the sum of squares of their coefficients: the loss is relative to it.</summary>
    public double Energy { get; }

    int ClipsPerSet(IReadOnlyList<FlowRun> runs)
    {
        var coefficients = 2.0 * sizeof(float) * options.ClipBlocks * codec.Sites * codec.Linear.SiteCoefficients;
        var values = codec.Network.Gathers ? 2.0 * options.Shares.Average() * options.ClipBlocks * codec.BlockSnapshots * codec.Linear.Channels.Count * runs.Average(run => run.Mesh.CellCount) : 0;
        var fitting = options.MemoryMiB * 1048576.0 / (runs.Count * options.Shares.Count * (coefficients + values));
        return Math.Clamp((int)fitting, 1, options.ClipsPerSet);
    }
}

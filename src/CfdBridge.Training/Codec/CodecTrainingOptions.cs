using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>How a codec is trained.</summary>
public sealed record CodecTrainingOptions
{
    /// <summary>Steps on trajectories whose points are thinned.</summary>
    public int TrajectorySteps { get; init; } = 3000;

    /// <summary>Steps on single snapshots with all points, the latents held where they are.</summary>
    public int FrameSteps { get; init; } = 300;

    /// <summary>Steps of the point decoder.</summary>
    public int PointSteps { get; init; } = 1000;

    /// <summary>Points of each set in a step of the point decoder.</summary>
    public int BatchPoints { get; init; } = 512;

    /// <summary>Sets of points in a step.</summary>
    public int BatchSets { get; init; } = 4;

    /// <summary>Clips of each set in a step.</summary>
    public int BatchClips { get; init; } = 3;

    /// <summary>Blocks of a clip; its first holds one snapshot.</summary>
    public int ClipBlocks { get; init; } = 5;

    /// <summary>Shares of the points that are kept, one set of points for each and every run. Shares below 1 are drawn anew for each run, within a tenth.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [1, 1, 0.8, 0.6, 0.45, 0.33, 0.25, 0.2];

    /// <summary>Where each run is centred by its own mean: how often it takes part again, centred by the mean of a random stretch of it.</summary>
    public int MeansOfStretches { get; init; } = 1;

    /// <summary>Length of the shortest such stretch, as a share of the run.</summary>
    public double ShortestStretch { get; init; } = 0.06;

    /// <summary>Clips drawn from a run for each set of points; fewer where the memory does not hold them.</summary>
    public int ClipsPerSet { get; init; } = 12;

    /// <summary>Memory for the training data, MiB.</summary>
    public int MemoryMiB { get; init; } = 4096;

    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Of the second stage.</summary>
    public double FrameLearningRate { get; init; } = 1e-4;

    public double WeightDecay { get; init; } = 1e-3;

    public double GradientNorm { get; init; } = 0.5;

    /// <summary>Share of the averaged weights kept in a step.</summary>
    public double AverageDecay { get; init; } = 0.998;

    /// <summary>Deviation of the noise on plain latents.</summary>
    public double LatentNoise { get; init; } = 0.01;

    /// <summary>Weight of the Kullback-Leibler divergence of variational latents.</summary>
    public double KullbackLeibler { get; init; } = 1e-4;

    /// <summary>Weight of the latents' shift in the second stage.</summary>
    public double HoldLatents { get; init; } = 1;

    public int WarmUpSteps { get; init; } = 50;

    /// <summary>Steps from one validation, and one saved state, to the next.</summary>
    public int ValidateEvery { get; init; } = 500;

    /// <summary>Steps from one report of progress to the next.</summary>
    public int ReportEvery { get; init; } = 20;

    public int Seed { get; init; }

    /// <summary>What parts of the boundary are where that is not found right: patches, or on a mesh without named ones body0, xMin, outer and so on.</summary>
    public IReadOnlyDictionary<string, BoundaryRole> Roles { get; init; } = new Dictionary<string, BoundaryRole>();

    /// <summary>Threads of the products; 0 for all cores.</summary>
    public int Threads { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public void Validate()
    {
        void Least(string name, double value, double least)
        {
            if (!(value >= least)) throw new ArgumentException($"{name}: it must be at least {least}, got {value}.");
        }

        foreach (var (name, value) in new[] { (nameof(TrajectorySteps), TrajectorySteps), (nameof(FrameSteps), FrameSteps), (nameof(PointSteps), PointSteps), (nameof(Threads), Threads), (nameof(MeansOfStretches), MeansOfStretches) }) Least(name, value, 0);
        foreach (var (name, value) in new[]
        {
            (nameof(BatchPoints), BatchPoints), (nameof(BatchSets), BatchSets), (nameof(BatchClips), BatchClips), (nameof(ClipBlocks), ClipBlocks), (nameof(ClipsPerSet), ClipsPerSet), (nameof(MemoryMiB), MemoryMiB),
            (nameof(WarmUpSteps), WarmUpSteps), (nameof(ValidateEvery), ValidateEvery), (nameof(ReportEvery), ReportEvery),
        }) Least(name, value, 1);
        foreach (var (name, value) in new[]
        {
            (nameof(LearningRate), LearningRate), (nameof(FrameLearningRate), FrameLearningRate), (nameof(WeightDecay), WeightDecay), (nameof(GradientNorm), GradientNorm), (nameof(AverageDecay), AverageDecay),
            (nameof(LatentNoise), LatentNoise), (nameof(KullbackLeibler), KullbackLeibler), (nameof(HoldLatents), HoldLatents),
        }) Least(name, value, 0);
        if (ShortestStretch is not (> 0 and <= 1)) throw new ArgumentException($"ShortestStretch: it must be above 0 and at most 1, got {ShortestStretch}.");
        if (Shares.Count == 0 || Shares.Any(share => share is not (> 0 and <= 1))) throw new ArgumentException("Shares: each must be above 0 and at most 1, and there must be one.");
        if (Shares.All(share => share < 1)) throw new ArgumentException("Shares: one of them must be 1; the second stage needs all points.");
    }
}

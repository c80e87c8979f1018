using CfdBridge.Models;
using TorchSharp;

namespace CfdBridge.Training;

/// <summary>How a segment generator is trained.</summary>
public sealed record SegmentTrainingOptions
{
    /// <summary>Steps of the first stage, free of noise: the mean forecast.</summary>
    public int Steps { get; init; } = 2400;

    /// <summary>Steps of the second stage, in which the same network also learns to draw; 0 for the mean alone.</summary>
    public int MixedSteps { get; init; }

    /// <summary>Share of the second stage's batches that stay free of noise.</summary>
    public double NoiseFreeShare { get; init; } = 0.4;

    /// <summary>Segments in a step.</summary>
    public int Batch { get; init; } = 24;

    public double LearningRate { get; init; } = 8e-4;

    /// <summary>Of the second stage.</summary>
    public double MixedLearningRate { get; init; } = 4e-4;

    public double WeightDecay { get; init; } = 1e-3;

    public double GradientNorm { get; init; } = 1;

    /// <summary>Share of the averaged weights kept in a step.</summary>
    public double AverageDecay { get; init; } = 0.998;

    public int WarmUpSteps { get; init; } = 60;

    /// <summary>Where the codec takes each run's own mean off: contexts of each run whose mean is taken.</summary>
    public int ContextsPerRun { get; init; } = 8;

    /// <summary>How often each task is trained.</summary>
    public SegmentTasks Tasks { get; init; } = new();

    /// <summary>Highest level of the noise on known frames; most are far below (its square law).</summary>
    public double ContextNoise { get; init; } = 0.2;

    /// <summary>Share of the segments whose known frames have noise.</summary>
    public double ContextNoiseShare { get; init; } = 0.8;

    /// <summary>Share of the segments that are told each of their run's parameters.</summary>
    public double ParametersShown { get; init; } = 0.85;

    /// <summary>Weight of the error in parameters that are not told, in deviations squared, beside that of the latents.</summary>
    public double ReadingWeight { get; init; } = 0.05;

    /// <summary>Share of the segments that begin before the flow has settled, where a run has such: captured runs are mostly long after.</summary>
    public double TransientShare { get; init; }

    /// <summary>Share of the segments that are told whether the flow is developed; of unconditional ones nine tenths are.</summary>
    public double DevelopedShown { get; init; } = 0.5;

    /// <summary>Steps from one validation, and one saved state, to the next.</summary>
    public int ValidateEvery { get; init; } = 200;

    /// <summary>Steps from one report of progress to the next.</summary>
    public int ReportEvery { get; init; } = 20;

    public int Seed { get; init; }

    /// <summary>What parts of the boundary are where that is not found right.</summary>
    public IReadOnlyDictionary<string, BoundaryRole> Roles { get; init; } = new Dictionary<string, BoundaryRole>();

    /// <summary>Parameters that the generator is to know of; null for all that differ between the runs. What the geometry shows need not be told.</summary>
    public IReadOnlyList<string>? Told { get; init; }

    /// <summary>In which every training run is also seen; null for none.</summary>
    public Mirror? Mirror { get; init; }

    /// <summary>Threads of the products; 0 for all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Number type of the products; null for the fastest here.</summary>
    internal torch.ScalarType? ProductsIn { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public void Validate()
    {
        Tasks.Validate();
        if (Steps == 0 && MixedSteps == 0) throw new ArgumentException("Steps: without any there is nothing to train.");
        OptionRange.Expect(0, double.PositiveInfinity, (nameof(Steps), Steps), (nameof(MixedSteps), MixedSteps), (nameof(Threads), Threads));
        OptionRange.Expect(1, double.PositiveInfinity, (nameof(Batch), Batch), (nameof(ContextsPerRun), ContextsPerRun), (nameof(WarmUpSteps), WarmUpSteps), (nameof(ValidateEvery), ValidateEvery), (nameof(ReportEvery), ReportEvery));
        OptionRange.Expect(0, double.PositiveInfinity, (nameof(LearningRate), LearningRate), (nameof(MixedLearningRate), MixedLearningRate), (nameof(WeightDecay), WeightDecay), (nameof(ReadingWeight), ReadingWeight), (nameof(GradientNorm), GradientNorm));
        OptionRange.Expect(
            0, 1, (nameof(NoiseFreeShare), NoiseFreeShare), (nameof(AverageDecay), AverageDecay), (nameof(ContextNoise), ContextNoise), (nameof(ContextNoiseShare), ContextNoiseShare),
            (nameof(ParametersShown), ParametersShown), (nameof(TransientShare), TransientShare), (nameof(DevelopedShown), DevelopedShown));
    }
}

using CfdBridge.Models;
using TorchSharp;

namespace CfdBridge.Training;

/// <summary>How an ENMA generator is trained.</summary>
public sealed record EnmaTrainingOptions
{
    public int Steps { get; init; } = 1000;

    /// <summary>Folder of a trained generator that is gone on from; null begins anew.</summary>
    public string? From { get; init; }

    /// <summary>Frames of a clip; each is foretold from those before it.</summary>
    public int Frames { get; init; } = 16;

    /// <summary>Clips in a step.</summary>
    public int Batch { get; init; } = 16;

    public double LearningRate { get; init; } = 8e-4;

    public double WeightDecay { get; init; } = 1e-3;

    public double GradientNorm { get; init; } = 1;

    /// <summary>Share of the averaged weights kept in a step.</summary>
    public double AverageDecay { get; init; } = 0.998;

    public int WarmUpSteps { get; init; } = 60;

    /// <summary>Share of the batches whose clips have another trajectory of the same dynamics before them.</summary>
    public double InContextShare { get; init; } = 0.5;

    /// <summary>Share of these batches whose other trajectories begin like the clips, as they do where the generator is used; the others begin anywhere.</summary>
    public double AlikeShare { get; init; } = 0.6;

    /// <summary>Share of the clips that are told each of their run's parameters.</summary>
    public double ParametersShown { get; init; } = 0.85;

    /// <summary>The same where another trajectory tells of the dynamics: less, so that it is read.</summary>
    public double ParametersShownInContext { get; init; } = 0.3;

    /// <summary>Share of the clips that are told whether the flow is developed.</summary>
    public double DevelopedShown { get; init; } = 0.5;

    /// <summary>Share of the clips that begin before the flow has settled, where a run has such: captured runs are mostly long after.</summary>
    public double TransientShare { get; init; }

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
        OptionRange.Expect(0, double.PositiveInfinity, (nameof(Threads), Threads), (nameof(LearningRate), LearningRate), (nameof(WeightDecay), WeightDecay), (nameof(GradientNorm), GradientNorm));
        OptionRange.Expect(1, double.PositiveInfinity, (nameof(Steps), Steps), (nameof(Batch), Batch), (nameof(WarmUpSteps), WarmUpSteps), (nameof(ValidateEvery), ValidateEvery), (nameof(ReportEvery), ReportEvery));
        OptionRange.Expect(4, double.PositiveInfinity, (nameof(Frames), Frames));
        OptionRange.Expect(0, 1, (nameof(AverageDecay), AverageDecay), (nameof(InContextShare), InContextShare), (nameof(AlikeShare), AlikeShare), (nameof(TransientShare), TransientShare));
        OptionRange.Expect(0, 1, (nameof(ParametersShown), ParametersShown), (nameof(ParametersShownInContext), ParametersShownInContext), (nameof(DevelopedShown), DevelopedShown));
    }
}

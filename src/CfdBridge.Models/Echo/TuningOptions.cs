namespace CfdBridge.Models;

/// <summary>How a trained segment generator is tuned on one run.</summary>
public sealed record TuningOptions
{
    /// <summary>Steps at most.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>After the warm-up.</summary>
    public double LearningRate { get; init; } = 2e-5;

    public int WarmUpSteps { get; init; } = 10;

    /// <summary>Stretches in a step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>Steps from one forecast of the frames kept aside to the next.</summary>
    public int CheckEvery { get; init; } = 10;

    /// <summary>Steps without a better forecast, after which it ends.</summary>
    public int Patience { get; init; } = 60;

    public double GradientNorm { get; init; } = 1;

    /// <summary>Highest level of the noise on known frames; most are far below (its square law).</summary>
    public double ContextNoise { get; init; } = 0.2;

    /// <summary>Share of the stretches whose known frames have noise.</summary>
    public double ContextNoiseShare { get; init; } = 0.8;

    /// <summary>Of the way from the weights that came to the best that were found.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>It ends after so long, whatever it has come to.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);
}

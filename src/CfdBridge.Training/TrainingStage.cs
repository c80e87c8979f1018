namespace CfdBridge.Training;

/// <summary>A part of a training, with its own steps, learning rate and optimizer.</summary>
/// <param name="Name">In the log.</param>
/// <param name="Steps">Its length.</param>
/// <param name="LearningRate">After the warm-up.</param>
sealed record TrainingStage(string Name, int Steps, double LearningRate)
{
    /// <summary>Whether a parameter is trained.</summary>
    public Func<string, bool> Trains { get; init; } = _ => true;

    /// <summary>Its loss, from a first step on.</summary>
    public required Func<int, IStageLoss> Begin { get; init; }

    /// <summary>Errors in percent on the runs held out; the network has the averaged weights then.</summary>
    public required Func<IReadOnlyDictionary<string, double>> Errors { get; init; }

    /// <summary>Of those errors the one that tells which weights are the best; usually their mean.</summary>
    public Func<IReadOnlyDictionary<string, double>, double> Judged { get; init; } = errors => errors.Values.Average();

    /// <summary>The best weights so far are forgotten: what came before cannot do what is trained now.</summary>
    public bool JudgedAnew { get; init; }

    /// <summary>Rises over the warm-up, falls by a cosine to zero.</summary>
    public double RateAt(int step, int warmUp) => LearningRate * Math.Min(1, (step + 1.0) / warmUp) * (0.5 + 0.5 * Math.Cos(Math.PI * step / Steps));
}

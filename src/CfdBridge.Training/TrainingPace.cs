namespace CfdBridge.Training;

/// <summary>How every stage of a training goes.</summary>
/// <param name="WarmUpSteps">Steps over which the learning rate rises.</param>
/// <param name="ValidateEvery">Steps from one validation, and one saved state, to the next.</param>
/// <param name="ReportEvery">Steps from one report of progress to the next.</param>
/// <param name="AverageDecay">Share of the averaged weights kept in a step.</param>
/// <param name="WeightDecay">Of AdamW.</param>
/// <param name="GradientNorm">Longer gradients are shortened to it.</param>
sealed record TrainingPace(int WarmUpSteps, int ValidateEvery, int ReportEvery, double AverageDecay, double WeightDecay, double GradientNorm)
{
    /// <summary>AdamW's memory of squared gradients.</summary>
    public double SecondMoment { get; init; } = 0.999;
}

namespace CfdBridge.Training;

/// <summary>Where a training stood after a step.</summary>
/// <param name="Stage">Part of the training; stages follow one another and each counts its own steps.</param>
/// <param name="Step">Steps done in this stage.</param>
/// <param name="Steps">Steps that the stage will have.</param>
/// <param name="Seconds">Spent on the training so far.</param>
/// <param name="Loss">As trained on: of this step, or the mean since the line before.</param>
/// <param name="LearningRate">Of this step.</param>
/// <param name="Validation">Relative L2 error in percent on the runs held out, by field; null between validations.</param>
public sealed record TrainingLogLine(
    string Stage, long Step, long Steps, double Seconds, double Loss, double LearningRate, IReadOnlyDictionary<string, double>? Validation = null);

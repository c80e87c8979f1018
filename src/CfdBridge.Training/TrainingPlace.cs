namespace CfdBridge.Training;

/// <summary>Where a training stands.</summary>
/// <param name="Stage">Number of the stage.</param>
/// <param name="Step">Steps done in it.</param>
/// <param name="Best">Smallest held-out error so far.</param>
/// <param name="Seconds">Time spent so far.</param>
/// <param name="Recipe">What is trained and how, as text: a training goes on only with the same.</param>
sealed record TrainingPlace(int Stage, int Step, double Best, double Seconds, string Recipe);

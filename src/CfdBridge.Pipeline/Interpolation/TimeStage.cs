namespace CfdBridge.Pipeline;

/// <summary>Wanted times that are as far from the observed steps as each other, and what is left out to judge engines there.</summary>
/// <param name="Name">Where the times lie, in words.</param>
/// <param name="Wanted">Rising, each with its distance from the nearest observed step, in steps.</param>
/// <param name="LeftOut">What is left out, in words.</param>
/// <param name="Trials">The trials.</param>
/// <param name="Gap">Steps of the run from one known to the next across what is wanted, at most.</param>
sealed record TimeStage(string Name, IReadOnlyList<(double TimeSeconds, int Distance)> Wanted, string LeftOut, IReadOnlyList<Trial> Trials, int Gap);

using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// T frames · L sites · D latent numbers
/// <summary>A part of a run in latents.</summary>
/// <param name="Run">Of which it is a part.</param>
/// <param name="Frames">Scaled latents [T, L, D].</param>
/// <param name="Times">From the first on, in usual spacings of frames.</param>
/// <param name="Developed">Whether the flow has settled by then; null where that cannot be said.</param>
sealed record LatentStretch(LatentRun Run, Tensor Frames, float[] Times, bool? Developed)
{
    /// <summary>What a generator is told of it: each parameter, and whether the flow is developed, by its own chance.</summary>
    /// <param name="parametersShown">Chance of each parameter.</param>
    /// <param name="developedShown">Chance of the other.</param>
    public RunKnowledge Shown(RunConditions conditions, double parametersShown, double developedShown, Random random)
    {
        var parameters = conditions.Parameters.Where(one => random.NextDouble() < parametersShown && Run.Parameters.ContainsKey(one.Name)).ToDictionary(one => one.Name, one => Run.Parameters[one.Name]);
        return new() { Parameters = parameters, Developed = random.NextDouble() < developedShown ? Developed : null };
    }
}

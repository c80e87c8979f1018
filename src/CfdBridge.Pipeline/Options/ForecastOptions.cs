using System.ComponentModel;
using System.Text.Json.Serialization;

namespace CfdBridge.Pipeline;

public sealed record ForecastOptions
{
    public const string Auto = "auto";

    [Description("Engine that continues the run; auto takes the one with the best hindcast on this run.")]
    public string Engine { get; init; } = Auto;

    [Description("Engines that auto chooses from; empty for all that are loaded.")]
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>Engines that are named by the options.</summary>
    internal IReadOnlyCollection<string> Asked => Engine == Auto ? Candidates : [Engine];

    [Description("Steps to predict, at the run's own spacing.")]
    public int HorizonSteps { get; init; } = 100;

    [Description("New steps after which the continuation is made again; 0 for a quarter of the horizon.")]
    public int EverySteps { get; init; }

    [Description("Most recent steps that the engines see.")]
    public int WindowSteps { get; init; } = 128;

    [Description("Steps needed before the first continuation.")]
    public int MinimumSteps { get; init; } = 8;

    [Description("Memory for the observed window, MiB; a longer window is cut to fit.")]
    public int WindowMiB { get; init; } = 2048;

    [Description("Ensemble members asked of the engines that can make them.")]
    public int Members { get; init; } = 1;

    [Description("Seed of every random choice.")]
    public ulong Seed { get; init; }

    [Description("Earlier moments of the run from which every engine is tried before it continues; each costs a part of a continuation.")]
    public int HindcastOrigins { get; init; } = 3;

    [Description("Error that is tolerated, over the fluctuation of the field: a step is accepted where the 90 % bound of its error is below.")]
    public double Tolerance { get; init; } = 0.1;

    [Description("Kinematic viscosity, m2/s, for the shear on bodies in the trust report; 0 where it is not known.")]
    public double Viscosity { get; init; }

    [Description("Known run parameters by name, such as Re.")]
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    [Description("Captured runs of the same dynamics, by their folders or by their names in the user's library, for engines that learn from such in context (enma).")]
    public IReadOnlyList<string> Auxiliary { get; init; } = [];

    /// <summary>New steps between two continuations, the default resolved.</summary>
    [JsonIgnore]
    public int StepsBetween => EverySteps > 0 ? EverySteps : Math.Max(1, HorizonSteps / 4);

    internal ContinuationRequest Request(Trajectory observed, int steps, Effort effort = Effort.Full) =>
        new() { Observed = observed, Steps = steps, Effort = effort, Members = Members, Seed = Seed, Parameters = Parameters, Auxiliary = Auxiliary };

    internal InterpolationRequest Request(Trajectory observed, InterpolationTarget target) =>
        new() { Observed = observed, Target = target, Members = Members, Seed = Seed, Parameters = Parameters };
}

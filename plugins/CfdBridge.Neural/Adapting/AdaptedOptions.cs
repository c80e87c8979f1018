using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CfdBridge.Models;

namespace CfdBridge.Neural;

sealed record AdaptedOptions : CheckpointOptions
{
    [Range(0, 10_000), Description("Steps, at most, in which the weights are tuned on the run; 0 leaves the engine out.")]
    public int Steps { get; init; }

    [Range(1, 86_400), Description("Seconds after which the tuning ends with what it has come to.")]
    public double LimitSeconds { get; init; } = 300;

    [Range(1e-8, 1e-2), Description("Rate of the tuning's steps.")]
    public double LearningRate { get; init; } = 2e-5;

    internal override string ModelKind => SegmentModelDescription.ModelKind;

    internal TuningOptions Tuning => new() { Steps = Steps, LearningRate = LearningRate, TimeLimit = TimeSpan.FromSeconds(LimitSeconds) };
}

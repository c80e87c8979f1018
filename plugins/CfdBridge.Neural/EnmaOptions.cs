using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CfdBridge.Models;

namespace CfdBridge.Neural;

sealed record EnmaOptions : CheckpointOptions
{
    [Range(1, 1_000), Description("Futures drawn at least; more where Forecast.Members asks for more.")]
    public int Members { get; init; } = 8;

    [Range(2, 1_000), Description("Futures drawn where a prediction is only tried on the observed run.")]
    public int TrialMembers { get; init; } = 3;

    [Range(1, 1_000), Description("Steps in which the tokens of a frame are drawn, at most one for each token; null as the model says.")]
    public int? DecodeSteps { get; init; }

    [Range(1, 1_000), Description("Steps from noise to a token, each two calls of a small network; null as the model says.")]
    public int? FlowSteps { get; init; }

    internal override string ModelKind => EnmaDescription.ModelKind;
}

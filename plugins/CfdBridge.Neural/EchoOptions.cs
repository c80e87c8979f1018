using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using CfdBridge.Models;

namespace CfdBridge.Neural;

sealed record EchoOptions : CheckpointOptions
{
    [Range(1, 1_000), Description("Futures drawn at least; more where Forecast.Members asks for more.")]
    public int Members { get; init; } = 8;

    [Range(2, 1_000), Description("Futures drawn where a prediction is only tried on the observed run.")]
    public int TrialMembers { get; init; } = 3;

    [Range(1, 1_000), Description("Steps from noise to a segment in such a trial, made by AdamsBashforth: one evaluation each, and one more.")]
    public int TrialSamplerSteps { get; init; } = 3;

    [Range(1, 1_000), Description("Steps from noise to a segment; more cost more and draw more exactly.")]
    public int SamplerSteps { get; init; } = 10;

    [Description("How the way from noise to a segment is followed.")]
    [JsonConverter(typeof(JsonStringEnumConverter<FlowMethod>))]
    public FlowMethod Method { get; init; } = FlowMethod.Heun;

    [Range(0, 1_000), Description("For states from parameters alone: frames that each draw is continued by before its cycles are read.")]
    public int SpinUpFrames { get; init; } = 32;

    internal override string ModelKind => SegmentModelDescription.ModelKind;
}

using System.ComponentModel;

namespace CfdBridge.Pipeline;

public sealed record WarmStartOptions
{
    [Description("Write a warm start beside a watched case whenever a new continuation is accepted.")]
    public bool WhenAccepted { get; init; }

    [Description("Error on hidden runs or steps up to which a warm start is accepted.")]
    public double AcceptBelow { get; init; } = 0.2;

    [Description("Error above which none is made; between both only with --allow-advisory.")]
    public double RejectAbove { get; init; } = 0.6;

    [Description("Written steps of the solver that a continuation has to save, at least.")]
    public int LeastSteps { get; init; } = 10;

    [Description("Share of the error of the case's own start that a predicted state has to save, at least.")]
    public double LeastSaving { get; init; } = 0.25;
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.Baselines;

sealed record RepeatOptions
{
    [Range(0.0, 1.0), Description("A state counts as a return when it is this near to an earlier one, as a fraction of the farthest distance before it.")]
    public double NearFraction { get; init; } = 0.7;

    [Range(1, 1_000), Description("Last states that are compared with earlier ones to find the period; fewer where the window is short.")]
    public int ComparedStates { get; init; } = 4;
}

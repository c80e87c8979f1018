using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.Baselines;

sealed record DmdOptions
{
    [Range(1, 200), Description("Most modes that may be kept; how many are is decided on the held-out end of the window.")]
    public int MaxModes { get; init; } = 41;

    [Range(1, 1_000), Description("Most successive snapshots that may make one state; how many do is decided on the held-out end of the window.")]
    public int MaxDelays { get; init; } = 100;

    [Range(0.5, 2.0), Description("No mode may grow by more than this factor per step; above 1 a growing disturbance grows without end.")]
    public double GrowthPerStep { get; init; } = 1.0;

    [Range(0.05, 0.5), Description("Part of the window that is held out to choose modes and delays; at least 4 steps.")]
    public double HoldOut { get; init; } = 0.25;
}

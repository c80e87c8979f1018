using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.Baselines;

sealed record PodOptions
{
    [Range(0, 0.5), Description("Modes are left out that hold less than this share of what differs between the runs.")]
    public double EnergyLeft { get; init; } = 1e-8;
}

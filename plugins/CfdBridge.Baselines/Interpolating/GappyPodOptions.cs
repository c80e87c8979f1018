using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.Baselines;

/// <summary>How modes of a run are fitted to sensors.</summary>
sealed record GappyPodOptions
{
    [Range(0, 0.5), Description("Modes are left out that hold less than this share of the fluctuation's energy together.")]
    public double EnergyLeft { get; init; } = 1e-4;

    [Range(1e-6, 1), Description("What readings may differ by from the modes, in deviations of their channel: more trusts the sensors less.")]
    public double Noise { get; init; } = 0.02;
}

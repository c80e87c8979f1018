using System.Numerics;

namespace CfdBridge.Baselines;

/// <summary>What is done to a mode's factor per step before it is raised to the hundredth power.</summary>
/// <param name="Growth">No factor is larger than this.</param>
/// <param name="NeutralFrom">
/// Factors of at least this size are taken for 1 exactly: a limit cycle whose modes seem to decay by a percent per step, because of
/// noise or a short window, would be gone after a hundred steps.
/// </param>
sealed record EigenvalueLimit(double Growth, double NeutralFrom)
{
    public static EigenvalueLimit Growing(double growth) => new(growth, double.PositiveInfinity);

    public static EigenvalueLimit Neutral(double growth) => new(growth, 0.97);

    public Complex Apply(Complex eigenvalue)
    {
        var size = eigenvalue.Magnitude;
        var limited = Math.Min(size >= NeutralFrom ? 1 : size, Growth);
        return size == limited ? eigenvalue : eigenvalue * (limited / size);
    }
}

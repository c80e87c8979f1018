using System.Globalization;

namespace CfdBridge;

/// <summary>Exponents of the SI base units, in OpenFOAM's order: kg m s K mol A cd.</summary>
public sealed record Dimensions(double Mass, double Length, double Time, double Temperature = 0, double Quantity = 0, double Current = 0, double LuminousIntensity = 0)
{
    /// <summary>A pure number.</summary>
    public static readonly Dimensions None = new(0, 0, 0);

    /// <summary>The seven exponents in OpenFOAM's order.</summary>
    public IReadOnlyList<double> Exponents => [Mass, Length, Time, Temperature, Quantity, Current, LuminousIntensity];

    /// <summary>OpenFOAM's notation, such as <c>[0 1 -1 0 0 0 0]</c>.</summary>
    public override string ToString() =>
        $"[{string.Join(' ', Exponents.Select(e => e.ToString("R", CultureInfo.InvariantCulture)))}]";
}

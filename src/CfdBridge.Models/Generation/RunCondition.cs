namespace CfdBridge.Models;

/// <summary>A known parameter of a run as a generator is told of it: (value - mean) / deviation.</summary>
/// <param name="Name">As captured, such as Re.</param>
/// <param name="Logarithmic">The natural logarithm stands for the value; where all training runs have positive ones.</param>
/// <param name="Mean">Over the training runs.</param>
/// <param name="Deviation">Over the training runs; above zero.</param>
/// <param name="TimesViscosity">What it makes with a run's viscosity (<see cref="MomentumBalance"/>), the same in all training runs, as a Reynolds number does; null where it does not.</param>
public sealed record RunCondition(string Name, bool Logarithmic, double Mean, double Deviation, double? TimesViscosity = null)
{
    /// <exception cref="ArgumentException">The value has no logarithm.</exception>
    public float Normalised(double value)
    {
        if (!double.IsFinite(value) || (Logarithmic && value <= 0)) throw new ArgumentException($"{Name}: {value} is not positive, as it was in all training runs.", nameof(value));
        return (float)(((Logarithmic ? Math.Log(value) : value) - Mean) / Deviation);
    }

    /// <summary>The opposite of <see cref="Normalised"/>.</summary>
    public double Value(float normalised)
    {
        var told = Mean + Deviation * normalised;
        return Logarithmic ? Math.Exp(told) : told;
    }
}

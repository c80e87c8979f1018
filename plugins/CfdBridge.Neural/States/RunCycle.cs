namespace CfdBridge.Neural;

/// <summary>How fast and how far a flow swings at one place.</summary>
/// <param name="PeriodSeconds">Mean of the whole cycles; NaN where there is none.</param>
/// <param name="Amplitude">Mean half range of the cycles.</param>
sealed record RunCycle(double PeriodSeconds, double Amplitude)
{
    public static RunCycle Of(IReadOnlyList<double> times, IReadOnlyList<double> values)
    {
        var cycles = Cycles.Of(new("", times, values));
        return cycles.Amplitudes.Count == 0
            ? new(double.NaN, double.NaN)
            : new((cycles.Starts[^1] - cycles.Starts[0]) / cycles.Amplitudes.Count, cycles.Amplitudes.Average());
    }

    /// <summary>How far another is from this one: a period counts as much as a fifth of an amplitude, since it adds up.</summary>
    public double Off(RunCycle other) => 5 * Math.Abs(other.PeriodSeconds / PeriodSeconds - 1) + Math.Abs(other.Amplitude / Amplitude - 1);
}

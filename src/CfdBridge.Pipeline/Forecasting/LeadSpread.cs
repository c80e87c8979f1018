namespace CfdBridge.Pipeline;

/// <summary>How wide the interval is at each lead time, in units of the spread, and what is known of the error there.</summary>
/// <param name="Measured">Leads that the hindcast on this run reached.</param>
/// <param name="Known">Leads with an interval: beyond the hindcast from errors on validation runs. Further out the flow's own variation stands for it.</param>
/// <param name="Fields">One entry for each field, in the order of the window.</param>
public sealed record LeadSpread(int Measured, int Known, IReadOnlyList<FieldSpread> Fields)
{
    /// <summary>What the interval at a lead rests on.</summary>
    public SpreadBasis BasisAt(int lead) => lead <= Measured ? SpreadBasis.Measured : lead <= Known ? SpreadBasis.Extrapolated : SpreadBasis.Unknown;
}

/// <summary>What an interval rests on.</summary>
public enum SpreadBasis
{
    /// <summary>Hindcasts on this run.</summary>
    Measured,

    /// <summary>Errors of the engine on validation runs, scaled by the hindcasts on this one.</summary>
    Extrapolated,

    /// <summary>Nothing but how much the flow varies.</summary>
    Unknown,
}

/// <summary>What is known of one field's error.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Expected">Expected error over the fluctuation, by lead from 1, as far as it is known.</param>
/// <param name="Upper">Its 90 % upper bound.</param>
/// <param name="Deviations">Rms error in units of the spread, by lead, then by component.</param>
/// <param name="HalfWidths">Half width of the 90 % interval in units of the spread, by lead, then by component.</param>
public sealed record FieldSpread(string Field, IReadOnlyList<double> Expected, IReadOnlyList<double> Upper, IReadOnlyList<double[]> Deviations, IReadOnlyList<double[]> HalfWidths)
{
    static readonly double Independent = Math.Sqrt(2);                          // a prediction that knows nothing differs by both variations
    static readonly double IndependentHalf = Independent * Gaussian.HalfWidth(0.9);

    public double DeviationAt(int lead, int component) => At(Deviations, lead, component, Independent);

    public double HalfWidthAt(int lead, int component) => At(HalfWidths, lead, component, IndependentHalf);

    static double At(IReadOnlyList<double[]> byLead, int lead, int component, double unknown) =>
        lead <= byLead.Count ? byLead[lead - 1][component] : Math.Max(unknown, byLead.Count == 0 ? 0 : byLead[^1][component]);
}

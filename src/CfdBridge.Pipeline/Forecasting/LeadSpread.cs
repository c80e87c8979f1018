namespace CfdBridge.Pipeline;

/// <summary>
/// How wide the interval is at each lead time, in units of <see cref="SpreadShape"/>, from the errors of a hindcast.
/// </summary>
/// <param name="Fields">One entry for each field, in the order of the window.</param>
public sealed record LeadSpread(IReadOnlyList<FieldSpread> Fields)
{
    /// <summary>Lead times that the hindcast reached; beyond them the width grows in proportion to the lead.</summary>
    public int LongestLead => Fields.Count == 0 ? 0 : Fields[0].Deviations.Count;
}

/// <summary>Interval widths of one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Deviations">Rms error by lead (from 1), then by component.</param>
/// <param name="HalfWidths">Half width of the 90 % interval by lead, then by component.</param>
public sealed record FieldSpread(string Field, IReadOnlyList<double[]> Deviations, IReadOnlyList<double[]> HalfWidths)
{
    public double DeviationAt(int lead, int component) => At(Deviations, lead, component);

    public double HalfWidthAt(int lead, int component) => At(HalfWidths, lead, component);

    static double At(IReadOnlyList<double[]> byLead, int lead, int component) =>
        lead <= byLead.Count ? byLead[lead - 1][component] : byLead[^1][component] * lead / byLead.Count;
}

namespace CfdBridge.Pipeline;

/// <summary>The error to expect over a whole horizon, where hindcasts reach its beginning alone.</summary>
static class Outlook
{
    const double Unrelated = 1.4; // over the fluctuation: a prediction that has lost the truth

    /// <summary>Mean over leads and fields of the expected error over the fluctuation.</summary>
    public static double Of(LeadSpread spread, int horizon) => spread.Fields.Average(field => Enumerable.Range(1, horizon).Average(lead => At(field, lead)));

    /// <summary>Expected error at a lead; beyond what is known it grows in proportion to the lead, until the prediction has lost the truth.</summary>
    public static double At(FieldSpread field, int lead)
    {
        var known = field.Expected.Count;
        return lead <= known ? field.Expected[lead - 1] : Math.Max(field.Expected[^1], Math.Min(Unrelated, field.Expected[^1] * lead / known));
    }
}

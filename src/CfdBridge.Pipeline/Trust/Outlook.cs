namespace CfdBridge.Pipeline;

/// <summary>The error to expect over a whole horizon, where hindcasts reach its beginning alone.</summary>
static class Outlook
{
    const double Unrelated = 1.4; // over the fluctuation: a prediction that has lost the truth

    /// <summary>Mean over leads and fields of the expected error over the fluctuation.</summary>
    /// <param name="growth">How errors grow beyond what is known.</param>
    public static double Of(LeadSpread spread, int horizon, ErrorGrowth growth) => spread.Fields.Average(field => Enumerable.Range(1, horizon).Average(lead => At(field, lead, growth)));

    /// <summary>Expected error at a lead; beyond what is known it grows until the prediction has lost the truth.</summary>
    public static double At(FieldSpread field, int lead, ErrorGrowth growth)
    {
        var (known, last) = (field.Expected.Count, field.Expected[^1]);
        if (lead <= known) return field.Expected[lead - 1];
        var perStep = growth == ErrorGrowth.Proportional || known == 1 ? last / known : (last - field.Expected[0]) / (known - 1);
        return Math.Max(last, Math.Min(Unrelated, last + perStep * (lead - known)));
    }
}

/// <summary>How errors grow beyond what is known.</summary>
enum ErrorGrowth
{
    /// <summary>In proportion to the lead: those of a simple method begin at nothing.</summary>
    Proportional,

    /// <summary>As they have grown so far: what a codec loses is there from the first step, and does not grow.</summary>
    AsSoFar,
}

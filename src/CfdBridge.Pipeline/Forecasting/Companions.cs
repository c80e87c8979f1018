namespace CfdBridge.Pipeline;

/// <summary>The arrays that stand beside each field of a product: <c>_std</c>, <c>_q05</c>, <c>_q95</c>.</summary>
static class Companions
{
    const int GroupSize = 4;
    const int StdPlace = 1;

    /// <summary>Where the values of a field stand among the companions.</summary>
    public static int MeanPlace(int field) => field * GroupSize;

    /// <summary>Where the lower end of its interval stands.</summary>
    public static int LowPlace(int field) => field * GroupSize + 2;

    /// <summary>Where the upper end stands.</summary>
    public static int HighPlace(int field) => field * GroupSize + 3;

    /// <summary>An observed step is certain: std 0, both quantiles the value.</summary>
    public static FieldSet Observed(FieldSet fields) => new(fields.SelectMany(field =>
    {
        var values = field.ToSingle();
        return Group(field, values, new float[values.Length], values, values);
    }));

    /// <summary>A predicted step with its 90 % interval at a lead time.</summary>
    /// <param name="units">Unit of the widths at each place.</param>
    public static FieldSet Predicted(FieldSet mean, FieldSet units, LeadSpread spread, int lead) => new(mean.SelectMany((field, f) =>
        Within(field, units[f].ToSingle(), component => (spread.Fields[f].DeviationAt(lead, component), spread.Fields[f].HalfWidthAt(lead, component)))));

    /// <summary>A field with an interval of its own width at every value.</summary>
    /// <param name="unit">Of each value.</param>
    /// <param name="width">By component, in units: the standard deviation, and half the width of the 90 % interval.</param>
    public static IEnumerable<Field> Within(Field field, float[] unit, Func<int, (double Deviation, double HalfWidth)> width)
    {
        var values = field.ToSingle();
        var (std, low, high) = (new float[values.Length], new float[values.Length], new float[values.Length]);
        for (var component = 0; component < field.Components; component++)
        {
            var (deviation, half) = width(component);
            for (var i = component; i < values.Length; i += field.Components)
            {
                std[i] = (float)(deviation * unit[i]);
                low[i] = (float)(values[i] - half * unit[i]);
                high[i] = (float)(values[i] + half * unit[i]);
            }
        }

        return Group(field, values, std, low, high);
    }

    /// <summary>
    /// Prediction minus truth, of the arrays that <see cref="Predicted"/> made: the field and both quantiles are shifted
    /// by the truth, so that an interval covers the truth where it holds zero.
    /// </summary>
    public static FieldSet Difference(FieldSet predicted, FieldSet truth) => new(predicted.Select((companion, i) =>
    {
        if (i % GroupSize == StdPlace) return companion;
        var minus = truth[i / GroupSize].ToSingle();
        return companion.With([.. companion.ToSingle().Zip(minus, (value, m) => value - m)]);
    }));

    static IEnumerable<Field> Group(Field field, float[] values, float[] std, float[] low, float[] high) =>
        [field.With(values), field.With(std, field.Name + "_std"), field.With(low, field.Name + "_q05"), field.With(high, field.Name + "_q95")];
}

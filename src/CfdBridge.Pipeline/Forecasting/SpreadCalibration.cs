namespace CfdBridge.Pipeline;

/// <summary>
/// Gathers hindcast errors in units of a <see cref="SpreadShape"/> and turns them into interval widths by lead time:
/// the 90 % quantile of the absolute error over the mesh. Widths never shrink with the lead.
/// </summary>
sealed class SpreadCalibration(SpreadShape shape)
{
    const double Level = 0.9;
    const int MostRows = 20_000; // a quantile over this many rows is good to half a per cent

    readonly List<(double[] Deviation, double[] HalfWidth)>[] byField = [.. shape.Deviations.Select(_ => new List<(double[], double[])>())];

    /// <summary>Adds the next lead.</summary>
    public void Add(FieldSet predicted, FieldSet truth)
    {
        for (var f = 0; f < byField.Length; f++) byField[f].Add(Measure(predicted[f], truth[f], shape.Deviations[f], byField[f].LastOrDefault()));
    }

    public LeadSpread Finish() => new([.. byField.Select((leads, f) => new FieldSpread(
        shape.Deviations[f].Name, [.. leads.Select(l => l.Deviation)], [.. leads.Select(l => l.HalfWidth)]))]);

    static (double[], double[]) Measure(Field predicted, Field truth, Field unit, (double[] Deviation, double[] HalfWidth) before)
    {
        var (p, t, u) = (predicted.ToSingle(), truth.ToSingle(), unit.ToSingle());
        var stride = Math.Max(1, truth.Rows / MostRows);
        var deviation = new double[truth.Components];
        var halfWidth = new double[truth.Components];
        for (var component = 0; component < truth.Components; component++)
        {
            var errors = new double[(truth.Rows + stride - 1) / stride];
            for (var row = 0; row < truth.Rows; row += stride)
            {
                var i = row * truth.Components + component;
                errors[row / stride] = Math.Abs((double)p[i] - t[i]) / u[i];
            }

            Array.Sort(errors);
            deviation[component] = Math.Max(Math.Sqrt(errors.Sum(e => e * e) / Math.Max(1, errors.Length)), before.Deviation?[component] ?? 0);
            halfWidth[component] = Math.Max(errors.Length == 0 ? 0 : errors[(int)(Level * (errors.Length - 1))], before.HalfWidth?[component] ?? 0);
        }

        return (deviation, halfWidth);
    }
}

namespace CfdBridge.Pipeline;

/// <summary>
/// Interval widths and error bounds by lead, from the residuals of hindcasts (split conformal: a new error is below the
/// quantile of the earlier ones, were they exchangeable), and beyond them from residuals on validation runs.
/// </summary>
/// <param name="residuals">Of one engine, by origin.</param>
/// <param name="horizon">Steps that are wanted.</param>
/// <param name="spacing">Time between them, seconds.</param>
sealed class SpreadCalibration(IReadOnlyList<OriginResiduals> residuals, int horizon, double spacing)
{
    const double Level = 0.9;

    // The origins of one run are no sample. On the validation runs of the cylinder wakes the next error was, in nine cases
    // of ten, below the largest of one, two or three origins times this; and the intervals needed this much more width.
    internal static double BoundOver(int origins) => origins switch { 1 => 1.35, 2 => 1.15, _ => 1.08 };

    const double WidthOver = 1.05;

    readonly int measured = Math.Min(horizon, residuals.Max(origin => origin.Leads.Count));

    public LeadSpread Of(ValidationResiduals? stored)
    {
        var names = residuals[0].Leads[0].Skills.Select(skill => skill.Field).ToArray();
        var known = stored is not null && names.All(name => stored.Fields.Any(field => field.Field == name)) ? Math.Max(measured, Math.Min(horizon, Reach(stored))) : measured;
        return new(measured, known, [.. names.Select((name, f) => known > measured ? Extended(f, name, known, stored!) : Measured(f, name))]); // known only where they are stored
    }

    int Reach(ValidationResiduals stored) => (int)Math.Floor(stored.Fields.Min(field => field.Expected.Count) * stored.SpacingSeconds / spacing + 1e-6);

    FieldSpread Measured(int f, string name)
    {
        var (expected, upper, deviations, halves) = (new List<double>(), new List<double>(), new List<double[]>(), new List<double[]>());
        for (var lead = 1; lead <= measured; lead++)
        {
            var steps = residuals.Where(origin => origin.Leads.Count >= lead).Select(origin => origin.Leads[lead - 1]).ToArray();
            var errors = steps.Select(step => step.Skills[f].FluctuationError).ToArray();
            var pooled = Pooled([.. steps.Select(step => step.Scores[f])]);
            // Errors are not assumed to shrink with the lead.
            expected.Add(Math.Max(errors.Average(), expected.LastOrDefault()));
            upper.Add(Math.Max(errors.Max() * BoundOver(steps.Length), upper.LastOrDefault()));
            deviations.Add(NotBelow([.. pooled.Select(score => score.Rms * WidthOver)], deviations));
            halves.Add(NotBelow([.. pooled.Select(score => score.Quantile(Level) * WidthOver)], halves));
        }

        return new(name, expected, upper, deviations, halves);
    }

    FieldSpread Extended(int f, string name, int known, ValidationResiduals stored)
    {
        var own = stored.Fields.Single(field => field.Field == name);
        var error = residuals.ErrorScale(f, lead => At(own.Expected, lead, stored));
        var scores = Columns(own.Scores); // by component, then lead
        double[] spread = [.. scores.Select((column, c) => residuals.SpreadScale(f, c, lead => At(column, lead, stored)))];
        int[] leads = [.. Enumerable.Range(1, known)];
        double[] promised = [.. leads.Select(lead => error * At(own.Expected, lead, stored))];
        return new(
            name,
            [.. leads.Select((lead, i) => promised[i] * At(own.Typical, lead, stored))],
            [.. leads.Select((lead, i) => promised[i] * At(own.Upper, lead, stored))],
            Components(Columns(own.Deviations)),
            Components(Columns(own.HalfWidths)));

        IReadOnlyList<double[]> Components(double[][] ratios) => [.. leads.Select(lead => spread.Select((scale, c) => scale * At(scores[c], lead, stored) * At(ratios[c], lead, stored)).ToArray())];

        static double[][] Columns(IReadOnlyList<double[]> rows) => [.. rows[0].Select((_, c) => rows.Select(row => row[c]).ToArray())];
    }

    // Between the leads of the validation runs by a straight line; a lead of this run may fall between.
    double At(IReadOnlyList<double> byLead, double lead, ValidationResiduals stored)
    {
        var place = Math.Clamp(lead * spacing / stored.SpacingSeconds, 1, byLead.Count) - 1;
        var (low, part) = ((int)Math.Floor(place), place - Math.Floor(place));
        return part < 1e-6 ? byLead[low] : byLead[low] + part * (byLead[Math.Min(low + 1, byLead.Count - 1)] - byLead[low]);
    }

    static ScoreHistogram[] Pooled(IReadOnlyList<ScoreHistogram[]> origins) =>
    [
        .. Enumerable.Range(0, origins[0].Length).Select(component =>
        {
            var pooled = new ScoreHistogram();
            foreach (var origin in origins) pooled.Add(origin[component]);
            return pooled;
        }),
    ];

    static double[] NotBelow(double[] values, List<double[]> earlier) => earlier.Count == 0 ? values : [.. values.Zip(earlier[^1], Math.Max)];
}

namespace CfdBridge.Pipeline;

/// <summary>How large errors are on this run, by its hindcasts, over what they were elsewhere at the same leads.</summary>
static class HindcastScale
{
    const double Most = 20; // beyond, what was elsewhere says nothing of this run

    /// <param name="expected">Error over the fluctuation elsewhere, by lead.</param>
    public static double ErrorScale(this IReadOnlyList<OriginResiduals> residuals, int field, Func<int, double> expected) =>
        Ratio(residuals, step => step.Skills[field].FluctuationError, expected);

    /// <param name="expected">Rms error in units of the spread elsewhere, by lead.</param>
    public static double SpreadScale(this IReadOnlyList<OriginResiduals> residuals, int field, int component, Func<int, double> expected) =>
        Ratio(residuals, step => step.Scores[field][component].Rms, expected);

    static double Ratio(IReadOnlyList<OriginResiduals> residuals, Func<StepResiduals, double> error, Func<int, double> expected)
    {
        var (own, elsewhere) = (0.0, 0.0);
        foreach (var step in residuals.SelectMany(origin => origin.Leads))
        {
            own += error(step);
            elsewhere += expected(step.Skills[0].Lead);
        }

        return elsewhere > 0 ? Math.Clamp(own / elsewhere, 1 / Most, Most) : 1;
    }
}

namespace CfdBridge.Pipeline;

/// <summary>How far off a signal may be: the largest error of the hindcasts up to a lead, and beyond as much more as the error bound of the fields grows.</summary>
static class SignalBands
{
    public static IReadOnlyList<double> Of(JudgedEngine engine, int signal, int steps)
    {
        var (bands, spread) = (new List<double>(), engine.Spread);
        for (var lead = 1; lead <= Math.Min(steps, spread.Known); lead++)
        {
            var errors = engine.Residuals.Where(origin => origin.Leads.Count >= lead).Select(origin => Math.Abs(origin.Signals[signal][lead - 1])).ToArray();
            bands.Add(errors.Length > 0
                ? Math.Max(bands.LastOrDefault(), SpreadCalibration.BoundOver(errors.Length) * errors.Max())
                : bands[spread.Measured - 1] * Math.Max(1, spread.Fields.Average(field => field.Upper[lead - 1] / Math.Max(field.Upper[spread.Measured - 1], 1e-12))));
        }

        return bands;
    }
}

namespace CfdBridge.Neural;

/// <summary>How a flow should swing at a parameter value, between finished runs at others: frequency and amplitude along the polynomial through the four nearest.</summary>
static class ExpectedCycle
{
    /// <exception cref="EngineRefusedException">The runs do not enclose the value, or do not swing.</exception>
    public static RunCycle At(string parameter, double wanted, IEnumerable<(double Value, RunCycle Cycle)> runs)
    {
        (double Value, double Frequency, double Amplitude)[] known =
        [
            .. runs.Where(run => double.IsFinite(run.Cycle.PeriodSeconds)).GroupBy(run => run.Value)
                .Select(same => (same.Key, same.Average(run => 1 / run.Cycle.PeriodSeconds), same.Average(run => run.Cycle.Amplitude))).OrderBy(one => one.Key),
        ];
        if (known.Length < 2 || wanted < known[0].Value || wanted > known[^1].Value)
            throw new EngineRefusedException(FormattableString.Invariant($"{parameter} = {wanted:G6} does not lie between runs of the library that swing, so no draw could be told from another."));
        var weights = NearestPolynomial.Weights([.. known.Select(one => one.Value)], wanted);
        return new(1 / known.Zip(weights, (one, weight) => weight * one.Frequency).Sum(), known.Zip(weights, (one, weight) => weight * one.Amplitude).Sum());
    }
}

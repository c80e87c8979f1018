namespace CfdBridge.Baselines;

/// <summary>
/// How fast a stored run's clock goes beside the observed one's: the ratio of their periods, the observed one's between
/// those of the stored runs. Where one parameter alone tells runs apart, and it is known.
/// </summary>
sealed class RunClock(IReadOnlyList<StoredRun> runs)
{
    /// <returns>Seconds of the stored run for one of the observed; null where that cannot be said.</returns>
    public double? PaceOf(StoredRun run, IReadOnlyDictionary<string, double> parameters)
    {
        string[] differing = [.. runs.SelectMany(one => one.Shard.Description.Parameters.Keys).Distinct().Where(name => Values(name).Distinct().Count() > 1)];
        if (double.IsNaN(run.PeriodSeconds) || differing is not [var name] || !parameters.TryGetValue(name, out var value)) return null;
        (double Value, double Period)[] periods =
        [
            .. runs.Where(one => !double.IsNaN(one.PeriodSeconds) && one.Shard.Description.Parameters.ContainsKey(name))
                .GroupBy(one => one.Shard.Description.Parameters[name], one => one.PeriodSeconds)
                .Select(group => (group.Key, group.Order().ElementAt(group.Count() / 2))).OrderBy(pair => pair.Key),
        ];
        var after = Array.FindIndex(periods, pair => pair.Value >= value);
        if (after < 0 || value < periods[0].Value) return null; // outside of what is stored
        if (periods[after].Value == value) return run.PeriodSeconds / periods[after].Period;
        var (low, high) = (periods[after - 1], periods[after]);
        var here = low.Period + (high.Period - low.Period) * (value - low.Value) / (high.Value - low.Value);
        return run.PeriodSeconds / here;
    }

    IEnumerable<double> Values(string name) => runs.Where(run => run.Shard.Description.Parameters.ContainsKey(name)).Select(run => run.Shard.Description.Parameters[name]);
}

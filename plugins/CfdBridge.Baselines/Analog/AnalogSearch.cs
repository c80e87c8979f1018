namespace CfdBridge.Baselines;

// T snapshots · S samples · n compared states
/// <summary>Where a stored run went through the states that were seen last.</summary>
/// <param name="Run">The run.</param>
/// <param name="Place">Of the last observed state in it, in snapshots.</param>
/// <param name="Pace">Its seconds that pass in one second of the observed run.</param>
/// <param name="Mismatch">Rms distance of the compared states, as a fraction of their fluctuation.</param>
sealed record Analog(StoredRun Run, double Place, double Pace, double Mismatch);

/// <summary>The stretch of all stored runs that is nearest to the last observed states [Lorenz, J. Atmos. Sci. 26, 1969].</summary>
/// <param name="fields">Of each observed state the samples of each field, weighted so that a plain sum of squares is meant [n][field][S].</param>
/// <param name="weights">Of each field the roots of those weights, for the stored samples [field][S].</param>
/// <param name="spacingSeconds">Between the observed states.</param>
/// <param name="ahead">Seconds that the run has to go on after the stretch.</param>
sealed class AnalogSearch(float[][][] fields, float[][] weights, double spacingSeconds, double ahead)
{
    const double Fine = 0.25; // of a stored snapshot: what places are tried apart from

    /// <summary>The nearest stretch of a run at a pace; null where the run is too short.</summary>
    public Analog? In(StoredRun run, double pace)
    {
        var step = pace * spacingSeconds / run.SpacingSeconds; // stored snapshots for each observed one
        var (first, last) = ((fields.Length - 1) * step, run.Shard.Count - 1 - pace * ahead / run.SpacingSeconds);
        if (last < first) return null;
        var best = (Place: double.NaN, Square: double.PositiveInfinity);
        for (var place = Math.Ceiling(first); place <= last; place++) best = Better(best, place, run, step);
        for (var place = Math.Max(first, best.Place - 1); place <= Math.Min(last, best.Place + 1); place += Fine) best = Better(best, place, run, step);
        return double.IsNaN(best.Place) ? null : new(run, best.Place, pace, Math.Sqrt(best.Square / fields.Length));
    }

    (double Place, double Square) Better((double Place, double Square) best, double place, StoredRun run, double step)
    {
        var sum = 0.0;
        for (var back = 0; back < fields.Length && sum < best.Square; back++) sum += Distance(fields[^(back + 1)], run, place - back * step);
        return sum < best.Square ? (place, sum) : best;
    }

    // Squared distance of one state, the stored one between two snapshots: near enough to choose, if not to predict.
    double Distance(float[][] state, StoredRun run, double place)
    {
        var at = Math.Clamp((int)place, 0, run.Shard.Count - 2);
        var (late, sum) = ((float)(place - at), 0.0);
        for (var field = 0; field < state.Length; field++)
        {
            var (seen, weight) = (state[field], weights[field]);
            var stored = run.Samples[field].AsSpan(at * seen.Length, 2 * seen.Length);
            var part = 0f;
            for (var i = 0; i < seen.Length; i++)
            {
                var off = weight[i] * (stored[i] + late * (stored[seen.Length + i] - stored[i])) - seen[i];
                part += off * off;
            }

            sum += part;
        }

        return sum;
    }
}

namespace CfdBridge.Pipeline;

/// <summary>Follows a continuation at the place where the run swings most across its stream, and says when its cycles agree.</summary>
sealed class CycleWatch(Trajectory observed)
{
    static readonly SteadyCriterion Agree = new(Cycles: 3, Amplitude: 0.02, Period: 0.02);
    static readonly SteadyCriterion Alike = new(Cycles: 1, Amplitude: 0.05, Period: 0.05);

    readonly List<double> times = [];
    readonly List<double> values = [];
    readonly (int Cell, int Component) place = Place(observed);

    /// <summary>Takes the next step; words when its last cycles agree, else null.</summary>
    public string? See(ForecastStep step)
    {
        times.Add(step.TimeSeconds);
        values.Add(step.Mean[0].ToSingle()[place.Cell * step.Mean[0].Components + place.Component]);
        return Cycles.Of(new("probe", times, values)).SteadySince(Agree) is { } since
            ? FormattableString.Invariant($"Continued by {step.Lead} steps to {step.TimeSeconds:G8}, where {Agree.Cycles} cycles since {since:G6} agree to {Agree.Amplitude:P0}.")
            : null;
    }

    /// <summary>The time since when the run, observed and continued so far, goes round as in its last cycle; null where it does not go round.</summary>
    public double? DevelopedSeconds()
    {
        var width = observed.Last.Fields[0].Components;
        double[] at = [.. observed.Snapshots.Select(snapshot => snapshot.TimeSeconds), .. times];
        double[] swing = [.. observed.Snapshots.Select(snapshot => (double)snapshot.Fields[0].ToSingle()[place.Cell * width + place.Component]), .. values];
        var cycles = Cycles.Of(new("probe", at, swing));
        return cycles.Amplitudes.Count > 0 ? cycles.SettledAt(cycles.Amplitudes[^1], cycles.Period(cycles.Amplitudes.Count - 1), Alike) : null;
    }

    // Along the stream a wake swings twice in a cycle.
    static (int Cell, int Component) Place(Trajectory observed)
    {
        var width = observed.Last.Fields[0].Components;
        var last = observed.Last.Fields[0].ToSingle();
        var stream = Enumerable.Range(0, width).MaxBy(c => Math.Abs(observed.Mesh.CellVolumes.Select((volume, row) => volume * last[row * width + c]).Sum()));
        var best = (Cell: 0, Component: 0, Variance: -1.0);
        foreach (var component in Enumerable.Range(0, width).Where(c => width == 1 || c != stream))
        {
            var variances = ComponentVariance.Of(observed.Snapshots, 0, component);
            var cell = Enumerable.Range(0, variances.Length).MaxBy(i => variances[i]);
            if (variances[cell] > best.Variance) best = (cell, component, variances[cell]);
        }

        return (best.Cell, best.Component);
    }
}

namespace CfdBridge;

/// <summary>The whole cycles of an oscillating quantity: from one upward crossing of its late mean to the next.</summary>
/// <param name="Starts">Times at which they begin, and at which the last ends [cycles + 1].</param>
/// <param name="Amplitudes">Half of the range of each [cycles].</param>
public sealed record Cycles(IReadOnlyList<double> Starts, IReadOnlyList<double> Amplitudes)
{
    /// <summary>Finds the cycles of a quantity; none where it does not oscillate.</summary>
    public static Cycles Of(QuantityHistory quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        var (times, values) = (quantity.TimesSeconds, quantity.Values);
        if (values.Count < 4) return new([], []);
        var late = values.Skip(values.Count / 2).ToArray();
        var middle = (late.Max() + late.Min()) / 2;
        var (starts, amplitudes) = (new List<double>(), new List<double>());
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 1; i < values.Count; i++)
        {
            (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
            if (!(values[i - 1] < middle && values[i] >= middle)) continue;
            if (starts.Count > 0) amplitudes.Add((high - low) / 2);
            starts.Add(times[i - 1] + (middle - values[i - 1]) / (values[i] - values[i - 1]) * (times[i] - times[i - 1]));
            (low, high) = (values[i], values[i]);
        }

        return new(starts, amplitudes);
    }

    /// <summary>When the last cycles agree, the time at which they began; else null.</summary>
    public double? SteadySince(SteadyCriterion criterion)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        if (Amplitudes.Count < criterion.Cycles) return null;
        var first = Amplitudes.Count - criterion.Cycles;
        double[] amplitudes = [.. Amplitudes.Skip(first)], periods = [.. Enumerable.Range(first, criterion.Cycles).Select(i => Starts[i + 1] - Starts[i])];
        return Spread(amplitudes) <= criterion.Amplitude && Spread(periods) <= criterion.Period ? Starts[first] : null;
    }

    /// <summary>The start of the first cycle from which on all have the amplitude and period of a limit cycle; null where the last one has not.</summary>
    public double? SettledAt(double amplitude, double period, SteadyCriterion within)
    {
        ArgumentNullException.ThrowIfNull(within);
        var first = Amplitudes.Count;
        while (first > 0 && Math.Abs(Amplitudes[first - 1] / amplitude - 1) <= within.Amplitude && Math.Abs(Period(first - 1) / period - 1) <= within.Period) first--;
        return first < Amplitudes.Count ? Starts[first] : null;
    }

    /// <summary>Length of a cycle, seconds.</summary>
    public double Period(int cycle) => Starts[cycle + 1] - Starts[cycle];

    static double Spread(double[] values) => values.Average() is > 0 and var mean ? (values.Max() - values.Min()) / mean : double.PositiveInfinity;
}

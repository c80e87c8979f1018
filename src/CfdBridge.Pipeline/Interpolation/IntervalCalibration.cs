namespace CfdBridge.Pipeline;

/// <summary>
/// Gathers errors in units of an <see cref="ErrorUnit"/> and turns them into interval widths by distance: split-conformal, the
/// 90 % quantile by volume of the absolute error over all rows and steps at that distance. Widths never shrink with the distance.
/// </summary>
sealed class IntervalCalibration
{
    const double Level = 0.9;
    const int MostRows = 20_000; // of a step; a quantile over this many is good to half a per cent

    readonly SortedDictionary<(int Field, int Component, int Distance), List<(double Error, double Weight)>> errors = [];

    /// <summary>Adds a step that was left out.</summary>
    /// <param name="units">For each field the unit of each value of the step.</param>
    public void Add(TrialTruth truth, FieldSet mean, IReadOnlyList<float[]> units)
    {
        foreach (var field in truth.Fields)
        {
            var (values, unit) = (mean[field.Field].ToSingle(), units[field.Field]);
            var stride = Math.Max(1, field.Values.Length / field.Components / MostRows);
            var alike = !field.Weights.Any(weight => weight > 0); // places without a volume
            for (var row = 0; row < field.Values.Length / field.Components; row += stride)
            {
                var weight = alike ? 1 : field.Weights[row];
                if (weight == 0) continue;
                for (var component = 0; component < field.Components; component++)
                {
                    var i = row * field.Components + component;
                    if (float.IsNaN(field.Values[i])) continue;
                    var place = field.Place(i);
                    var key = (field.Field, component, truth.Distance);
                    if (!errors.TryGetValue(key, out var list)) errors[key] = list = [];
                    list.Add((Math.Abs((double)values[place] - field.Values[i]) / unit[place], weight));
                }
            }
        }
    }

    public bool IsEmpty => errors.Count == 0;

    /// <summary>Adds what another has gathered.</summary>
    public void Add(IntervalCalibration other)
    {
        foreach (var (key, list) in other.errors)
        {
            if (errors.TryGetValue(key, out var own)) own.AddRange(list);
            else errors[key] = [.. list];
        }
    }

    /// <summary>How much of the volume of a field's errors lies within intervals that others gave; a component that is never off does not count.</summary>
    public (double Held, double All) Within(IntervalWidths widths, int field)
    {
        var (held, all) = (0.0, 0.0);
        foreach (var ((own, component, distance), list) in errors)
        {
            if (own != field || list.All(one => one.Error == 0)) continue;
            var half = widths.At(field, distance, component).HalfWidth;
            held += list.Where(one => one.Error <= half).Sum(one => one.Weight);
            all += list.Sum(one => one.Weight);
        }

        return (held, all);
    }

    /// <param name="fields">Numbers of components of all fields of a step.</param>
    /// <param name="shrinks">What errors are expected to be of those gathered.</param>
    public IntervalWidths Finish(IReadOnlyList<int> fields, double shrinks = 1)
    {
        var found = errors.ToDictionary(entry => entry.Key, entry => (Deviation: shrinks * Math.Sqrt(entry.Value.Sum(e => e.Weight * e.Error * e.Error) / entry.Value.Sum(e => e.Weight)), HalfWidth: shrinks * Quantile(entry.Value)));
        var longest = errors.Keys.Select(key => key.Distance).DefaultIfEmpty(1).Max();
        return new([.. fields.Select((components, f) => Enumerable.Range(0, longest).Select(i => Enumerable.Range(0, components).Select(c => Up(found, f, c, i + 1)).ToArray()).ToArray())]);
    }

    // Of a component that nothing was held back of, such as one that no sensor reads: the widest of all.
    static (double, double) Up(Dictionary<(int Field, int Component, int Distance), (double Deviation, double HalfWidth)> found, int field, int component, int distance)
    {
        var own = found.Where(entry => (entry.Key.Field, entry.Key.Component) == (field, component)).ToArray();
        if (own.Length == 0) own = [.. found];
        // Between two distances that were left out the farther one counts.
        var reach = own.Select(entry => entry.Key.Distance).Where(one => one >= distance).DefaultIfEmpty(int.MaxValue).Min();
        var nearer = own.Where(entry => entry.Key.Distance <= reach).ToArray();
        return nearer.Length == 0 ? (0, 0) : (nearer.Max(entry => entry.Value.Deviation), nearer.Max(entry => entry.Value.HalfWidth));
    }

    // The error up to which nine tenths of the volume lie, a new place of mean volume counted as farther off than all: the
    // weighted split-conformal quantile (Tibshirani et al., 2019). Of n places of one volume that of rank ceil((n + 1) 90 %).
    static double Quantile(List<(double Error, double Weight)> values)
    {
        values.Sort((one, other) => one.Error.CompareTo(other.Error));
        var all = values.Sum(one => one.Weight);
        var (sought, below) = (Level * (all + all / values.Count) * (1 - 1e-12), 0.0); // sums of equal weights come with round-off
        foreach (var (error, weight) in values)
        {
            below += weight;
            if (below >= sought) return error;
        }

        return values[^1].Error;
    }
}

/// <summary>How wide the interval is, in units of the value, by field, distance (from 1) and component.</summary>
/// <param name="ByField">For each field, distance and component the rms error, and half the width of the 90 % interval.</param>
public sealed record IntervalWidths(IReadOnlyList<(double Deviation, double HalfWidth)[][]> ByField)
{
    /// <summary>Distance that was reached; beyond it the width grows in proportion.</summary>
    public int Longest => ByField.Count == 0 ? 0 : ByField[0].Length;

    public (double Deviation, double HalfWidth) At(int field, int distance, int component)
    {
        var table = ByField[field];
        if (distance <= table.Length) return table[Math.Max(distance, 1) - 1][component];
        var (deviation, half) = table[^1][component];
        return (deviation * distance / table.Length, half * distance / table.Length);
    }
}

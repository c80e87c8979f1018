using System.Globalization;

namespace CfdBridge.Training;

/// <summary>One axis: its range, its ticks, and where on it a value stands.</summary>
sealed class ChartAxis
{
    const int WantedTicks = 6;
    const double Pad = 0.04;         // of a logarithmic range, beyond the first and last point
    const double Near = 0.2;         // of the last value: an axis that begins below this may as well begin at zero
    const double FewDecades = 2.2;   // below, ticks at 2 and 5 as well
    const double OneDecade = 1.2;    // below, more still
    readonly bool log;
    readonly double low;
    readonly double high;

    /// <param name="values">Finite, and positive where the axis is logarithmic.</param>
    /// <param name="log">Powers of ten.</param>
    /// <param name="fromZero">A linear axis of values that are not negative begins at zero, and ends at a tick; any other is as long as its values.</param>
    public ChartAxis(IEnumerable<double> values, bool log, bool fromZero)
    {
        this.log = log;
        double[] all = [.. values];
        (low, high) = all.Length == 0 ? (log ? 1 : 0, log ? 10 : 1) : (all.Min(), all.Max());
        if (log)
        {
            (low, high) = high / low < 1.5 ? (low / 2, high * 2) : (low, high);
            var pad = Math.Pow(high / low, Pad);
            (low, high) = (low / pad, high * pad);
            Ticks = LogTicks();
        }
        else
        {
            if (low >= 0 && (fromZero || low < Near * high)) low = 0;
            if (high - low <= 1e-12 * Math.Abs(high)) (low, high) = (low - Math.Max(Math.Abs(low) / 2, 0.5), high + Math.Max(Math.Abs(high) / 2, 0.5));
            var step = NiceStep((high - low) / WantedTicks);
            if (fromZero) (low, high) = (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
            var first = Math.Ceiling(low / step - 1e-9);
            Ticks = [.. Enumerable.Range(0, (int)Math.Floor(high / step - first + 1e-9) + 1).Select(i => (first + i) * step)];
        }
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>0 at the beginning of the axis, 1 at its end.</summary>
    public double At(double value) => log ? Math.Log(value / low) / Math.Log(high / low) : (value - low) / (high - low);

    public static bool Holds(double value, bool log) => double.IsFinite(value) && (!log || value > 0);

    public static string Label(double value)
    {
        var size = Math.Abs(value);
        string Short(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
        return size switch
        {
            0 => "0",
            >= 1e9 or < 1e-4 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
            >= 1e6 => Short(value / 1e6) + "M",
            >= 1e4 => Short(value / 1e3) + "k",
            _ => Short(value),
        };
    }

    double[] LogTicks()
    {
        var decades = Math.Log10(high / low);
        double[] within = decades < OneDecade ? [1, 1.5, 2, 3, 5, 7] : decades < FewDecades ? [1, 2, 5] : [1];
        var every = Math.Max(1, (int)Math.Ceiling(decades / WantedTicks));
        var ticks = Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(decades) + 2)
            .Where(power => power % every == 0)
            .SelectMany(power => within.Select(digit => digit * Math.Pow(10, power)))
            .Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))
            .ToArray();
        return ticks.Length >= 2 ? ticks : [.. Enumerable.Range(0, 3).Select(i => double.Parse((low * Math.Pow(high / low, 0.1 + 0.4 * i)).ToString("g2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
    }

    static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}

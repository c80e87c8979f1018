namespace CfdBridge;

/// <summary>One number that a sensor reads: a component of a cell field.</summary>
/// <param name="Field">The solver's name.</param>
/// <param name="Component">Which of its components.</param>
public sealed record SensorChannel(string Field, int Component);

/// <summary>Values of a few fields at a few places and times.</summary>
public sealed class SensorReadings
{
    /// <param name="places">Metres, row-major [sensors, 3].</param>
    /// <param name="timesSeconds">Rising.</param>
    /// <param name="channels">What is read.</param>
    /// <param name="values">Row-major [times, sensors, channels]; NaN where a sensor did not read.</param>
    public SensorReadings(double[] places, IReadOnlyList<double> timesSeconds, IReadOnlyList<SensorChannel> channels, double[] values)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(timesSeconds);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(values);
        if (places.Length % 3 != 0) throw new ArgumentException($"places: {places.Length} numbers do not make rows of 3.", nameof(places));
        if (timesSeconds.Count == 0 || timesSeconds.Zip(timesSeconds.Skip(1)).Any(pair => !(pair.Second > pair.First))) throw new ArgumentException("timesSeconds: there must be one at least, and they must rise.", nameof(timesSeconds));
        if (values.Length != timesSeconds.Count * (places.Length / 3) * channels.Count)
            throw new ArgumentException($"values: expected [{timesSeconds.Count} times, {places.Length / 3} sensors, {channels.Count} channels], got {values.Length} numbers.", nameof(values));
        (Places, TimesSeconds, Channels, Values) = (places, timesSeconds, channels, values);
    }

    /// <summary>Metres, row-major [sensors, 3].</summary>
    public double[] Places { get; }

    /// <summary>Times of the readings, rising.</summary>
    public IReadOnlyList<double> TimesSeconds { get; }

    /// <summary>What is read.</summary>
    public IReadOnlyList<SensorChannel> Channels { get; }

    /// <summary>Row-major [times, sensors, channels]; NaN where a sensor did not read.</summary>
    public double[] Values { get; }

    /// <summary>Number of sensors.</summary>
    public int Count => Places.Length / 3;

    /// <summary>The reading of a sensor; NaN where it did not read.</summary>
    public double At(int time, int sensor, int channel) => Values[(time * Count + sensor) * Channels.Count + channel];

    /// <summary>The same without some of the sensors.</summary>
    /// <param name="keep">Whether to keep a sensor.</param>
    public SensorReadings Where(Func<int, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        int[] kept = [.. Enumerable.Range(0, Count).Where(keep)];
        return new(
            [.. kept.SelectMany(sensor => Places.AsSpan(3 * sensor, 3).ToArray())], TimesSeconds, Channels,
            [.. Enumerable.Range(0, TimesSeconds.Count).SelectMany(time => kept.SelectMany(sensor => Values.AsSpan((time * Count + sensor) * Channels.Count, Channels.Count).ToArray()))]);
    }
}

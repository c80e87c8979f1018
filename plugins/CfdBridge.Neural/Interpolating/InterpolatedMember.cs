using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>
/// One member at any time: what its latents give, and of what the observed steps differ from that at their own times as much
/// as lies near: between steps of one island that difference interpolated in time, beyond its ends less and less. So observed
/// steps come back as they are, and what the codec loses shows only where no step is near.
/// </summary>
/// <param name="decoded">Its blocks, behind one frame that stands for a run's beginning.</param>
sealed class InterpolatedMember(DecodedRun decoded, Trajectory observed, FlowChannels channels, BlockClock clock, double fadeSeconds)
{
    readonly double[] places = [.. Enumerable.Range(0, decoded.Snapshots - 1).Select(snapshot => (double)snapshot)];
    readonly Dictionary<int, float[]> differences = [];

    /// <summary>Values, row-major [cells, channels].</summary>
    public float[] At(double time)
    {
        var values = Model(time);
        foreach (var (step, weight) in Near(time))
        {
            var difference = Difference(step);
            for (var i = 0; i < values.Length; i++) values[i] += (float)(weight * difference[i]);
        }

        foreach (var old in differences.Keys.Where(step => observed.Snapshots[step].TimeSeconds < time - 4 * fadeSeconds).ToArray()) differences.Remove(old);
        return values;
    }

    /// <summary>Values of the latents alone.</summary>
    public float[] Model(double time) => TimeStencil.Of(places, Math.Clamp(clock.PlaceOf(time), 0, places[^1]), spacing: 1).At(snapshot => decoded.Snapshot(snapshot + 1)).ToArray();

    IEnumerable<(int Step, double Weight)> Near(double time)
    {
        if (clock.IslandAt(time) is { } island)
        {
            var stencil = clock.Stencil(island, time);
            return stencil.Weights.Select((weight, i) => (stencil.First + i, weight));
        }

        return clock.Islands.SelectMany(one => new[] { one.First, one.Last }).Distinct()
            .Select(step => (step, Weight: 1 - Math.Abs(observed.Snapshots[step].TimeSeconds - time) / fadeSeconds)).Where(one => one.Weight > 0);
    }

    float[] Difference(int step)
    {
        if (differences.TryGetValue(step, out var known)) return known;
        var (actual, model) = (channels.Gather(observed.Snapshots[step]), Model(observed.Snapshots[step].TimeSeconds));
        for (var i = 0; i < actual.Length; i++) actual[i] -= model[i];
        return differences[step] = actual;
    }
}

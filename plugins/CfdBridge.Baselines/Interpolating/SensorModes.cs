using MathNet.Numerics.LinearAlgebra;

namespace CfdBridge.Baselines;

/// <summary>What modes look like to sensors.</summary>
sealed class SensorModes
{
    const double RoundOff = 1e-6; // of the field's liveliest component: the third velocity of a slice is noise, and no reading to fit

    readonly double[] means;         // [sensors, channels]
    readonly double[] deviations;    // [channels]
    readonly double[][] modes;       // each [sensors, channels]

    SensorModes(double[] means, double[] deviations, double[][] modes) => (this.means, this.deviations, this.modes) = (means, deviations, modes);

    /// <param name="modes">Weights of the snapshots' departures from their mean, for each mode.</param>
    /// <exception cref="EngineRefusedException">A channel is no component of a cell field of the case.</exception>
    public static SensorModes Of(Trajectory observed, SensorReadings readings, double[][] modes)
    {
        var planes = new NearestPlanes(observed.Mesh, null, readings.Places, CancellationToken.None);
        var (count, channels) = (readings.Count, readings.Channels.Count);
        double[][] seen = [.. observed.Snapshots.Select(snapshot => AtSensors(snapshot, readings, planes))];
        double[] means = [.. Enumerable.Range(0, count * channels).Select(i => seen.Average(one => one[i]))];
        double[] deviations = [.. Enumerable.Range(0, channels).Select(c => Math.Sqrt(seen.Average(one => Enumerable.Range(0, count).Average(s => Math.Pow(one[s * channels + c] - means[s * channels + c], 2)))))];
        for (var c = 0; c < channels; c++)
        {
            if (deviations[c] < RoundOff * Enumerable.Range(0, channels).Where(other => readings.Channels[other].Field == readings.Channels[c].Field).Max(other => deviations[other])) deviations[c] = 0;
        }

        double[][] own = [.. modes.Select(weights => Enumerable.Range(0, count * channels).Select(i => seen.Select((one, s) => weights[s] * (one[i] - means[i])).Sum()).ToArray())];
        return new(means, deviations, own);
    }

    /// <summary>Amplitudes of the modes, which have unit variance over the observed steps, by ridge regression on the readings of one time.</summary>
    /// <param name="noise">Of the readings, in deviations of their channel.</param>
    public double[] Fit(SensorReadings readings, int time, double noise)
    {
        var channels = readings.Channels.Count;
        int[] read = [.. Enumerable.Range(0, readings.Count * channels).Where(i => double.IsFinite(readings.At(time, i / channels, i % channels)) && deviations[i % channels] > 0)];
        var (normal, right) = (Matrix<double>.Build.Dense(modes.Length, modes.Length), Vector<double>.Build.Dense(modes.Length));
        foreach (var i in read)
        {
            var weight = 1 / Math.Pow(noise * deviations[i % channels], 2);
            var departure = readings.At(time, i / channels, i % channels) - means[i];
            for (var a = 0; a < modes.Length; a++)
            {
                right[a] += weight * modes[a][i] * departure;
                for (var b = 0; b < modes.Length; b++) normal[a, b] += weight * modes[a][i] * modes[b][i];
            }
        }

        for (var a = 0; a < modes.Length; a++) normal[a, a] += 1;
        return [.. normal.Solve(right)];
    }

    static double[] AtSensors(Snapshot snapshot, SensorReadings readings, NearestPlanes planes)
    {
        var values = new double[readings.Count * readings.Channels.Count];
        for (var c = 0; c < readings.Channels.Count; c++)
        {
            var (name, component) = readings.Channels[c];
            if (!snapshot.Fields.TryGet(name, FieldAssociation.Cell, out var field) || component >= field.Components)
                throw new EngineRefusedException($"The sensors read component {component} of {name}, which is no cell field of the case.");
            var at = planes.Apply(field.ToSingle(), field.Components);
            for (var s = 0; s < readings.Count; s++) values[s * readings.Channels.Count + c] = at[s * field.Components + component];
        }

        return values;
    }
}

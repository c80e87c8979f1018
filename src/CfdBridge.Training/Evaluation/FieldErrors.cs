using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>Errors of decoded fields: volume-weighted L2 norms over the cells and a field's components, one for each snapshot, then their mean.</summary>
static class FieldErrors
{
    /// <summary>Error over the norm of the truth, by field.</summary>
    /// <param name="truth">Row-major [snapshots, cells, channels].</param>
    /// <param name="decoded">Of the same shape.</param>
    /// <param name="counts">Which snapshots count.</param>
    public static IReadOnlyDictionary<string, double> Relative(float[] truth, float[] decoded, Mesh mesh, FlowChannels channels, Func<int, bool> counts) =>
        Of(truth, decoded, mesh, channels, counts, (field, row) => Norm(truth, null, row, mesh, channels, field));

    /// <summary>Error over the root mean square of the truth's departure from its mean over the snapshots that count, by field.</summary>
    public static IReadOnlyDictionary<string, double> Fluctuation(float[] truth, float[] decoded, Mesh mesh, FlowChannels channels, Func<int, bool> counts)
    {
        var row = mesh.CellCount * channels.Count;
        int[] counted = [.. Enumerable.Range(0, truth.Length / row).Where(counts)];
        var mean = new float[row];
        foreach (var t in counted)
        {
            for (var i = 0; i < row; i++) mean[i] += truth[t * row + i] / counted.Length;
        }

        var departures = Names(channels).ToDictionary(field => field, field =>
            Math.Sqrt(counted.Average(t => Math.Pow(Norm(truth.AsSpan(t * row, row), mean, mesh, channels, field), 2))));
        return Of(truth, decoded, mesh, channels, counts, (field, _) => departures[field]);
    }

    static Dictionary<string, double> Of(float[] truth, float[] decoded, Mesh mesh, FlowChannels channels, Func<int, bool> counts, Func<string, int, double> scale)
    {
        var row = mesh.CellCount * channels.Count;
        if (truth.Length != decoded.Length || truth.Length % row != 0) throw new ArgumentException($"decoded: expected {truth.Length} numbers in rows of {row}, got {decoded.Length}.", nameof(decoded));
        int[] counted = [.. Enumerable.Range(0, truth.Length / row).Where(counts)];
        return Names(channels).ToDictionary(field => field, field =>
            counted.Average(t => Norm(decoded.AsSpan(t * row, row), truth.AsSpan(t * row, row), mesh, channels, field) / Math.Max(scale(field, t), double.Epsilon)));
    }

    static double Norm(float[] values, float[]? minus, int snapshot, Mesh mesh, FlowChannels channels, string field)
    {
        var row = mesh.CellCount * channels.Count;
        return Norm(values.AsSpan(snapshot * row, row), minus, mesh, channels, field);
    }

    static double Norm(ReadOnlySpan<float> values, ReadOnlySpan<float> minus, Mesh mesh, FlowChannels channels, string field)
    {
        var sum = 0.0;
        for (var channel = 0; channel < channels.Count; channel++)
        {
            if (channels.List[channel].Field != field) continue;
            for (var cell = 0; cell < mesh.CellCount; cell++)
            {
                var i = cell * channels.Count + channel;
                var difference = values[i] - (minus.IsEmpty ? 0.0 : minus[i]);
                sum += mesh.CellVolumes[cell] * difference * difference;
            }
        }

        return Math.Sqrt(sum);
    }

    static IEnumerable<string> Names(FlowChannels channels) => channels.List.Select(channel => channel.Field).Distinct();
}

using CfdBridge.Models;

namespace CfdBridge.Benchmarks.Codec;

/// <summary>Errors of a reconstruction in percent, weighted by cell volume, mean over the snapshots.</summary>
/// <param name="U">Of the velocity, relative to it.</param>
/// <param name="P">Of the pressure, relative to it.</param>
/// <param name="FluctuationOfU">Of the velocity, relative to the root mean square of its fluctuation about the mean of these snapshots.</param>
/// <param name="FluctuationOfP">Of the pressure, the same.</param>
sealed record CodecErrors(double U, double P, double FluctuationOfU, double FluctuationOfP)
{
    /// <param name="found">Row-major [snapshots, cells, channels].</param>
    public static CodecErrors Of(float[] found, float[] truth, Mesh mesh, FlowChannels channels)
    {
        var (u, uFluctuation) = OfField("U", found, truth, mesh, channels);
        var (p, pFluctuation) = OfField("p", found, truth, mesh, channels);
        return new(u, p, uFluctuation, pFluctuation);
    }

    public override string ToString() => FormattableString.Invariant($"{U:F2} | {P:F2} | {FluctuationOfU:F1} | {FluctuationOfP:F1}");

    static (double Relative, double OfFluctuation) OfField(string field, float[] found, float[] truth, Mesh mesh, FlowChannels channels)
    {
        int[] components = [.. Enumerable.Range(0, channels.Count).Where(channel => channels.List[channel].Field == field)];
        var row = mesh.CellCount * channels.Count;
        var snapshots = truth.Length / row;
        var mean = new double[row];
        for (var i = 0; i < truth.Length; i++) mean[i % row] += truth[i] / (double)snapshots;
        var (errors, norms, fluctuations) = (new double[snapshots], new double[snapshots], new double[snapshots]);
        Parallel.For(0, snapshots, t =>
        {
            for (var cell = 0; cell < mesh.CellCount; cell++)
            {
                foreach (var channel in components)
                {
                    var place = cell * channels.Count + channel;
                    double value = truth[t * row + place];
                    errors[t] += mesh.CellVolumes[cell] * Math.Pow(found[t * row + place] - value, 2);
                    norms[t] += mesh.CellVolumes[cell] * value * value;
                    fluctuations[t] += mesh.CellVolumes[cell] * Math.Pow(value - mean[place], 2);
                }
            }
        });
        var typical = Math.Sqrt(fluctuations.Average());
        return (100 * Enumerable.Range(0, snapshots).Average(t => Math.Sqrt(errors[t] / norms[t])), 100 * errors.Average(error => Math.Sqrt(error) / typical));
    }
}

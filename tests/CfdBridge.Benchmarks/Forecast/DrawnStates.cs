using System.Globalization;
using System.Text;
using CfdBridge.Data;
using CfdBridge.Neural;

namespace CfdBridge.Benchmarks.Forecast;

/// <summary>How well the draws of the shipped echo obey what they are told: the parameter, and that the flow is developed.</summary>
static class DrawnStates
{
    const int Snapshots = 128;

    /// <param name="library">Captured runs with <c>members.csv</c>: drawn at the parameters of those kept from training.</param>
    public static async Task RunAsync(string library, int count, string report)
    {
        var split = LibrarySplit.Of(library);
        var runs = split.Training.Select(Finished).ToArray();
        var text = new StringBuilder($"# Draws from parameters alone\n\nThe shipped echo, {count} draws at each Reynolds number, told that the flow is developed, continued by 32 frames before they are measured. Period and amplitude over those of the run itself; fU is the error of a draw's last velocity against the run's nearest phase, over the rms of its fluctuation. Selected is the draw nearest to what the training runs say.\n\n| run | period, least to most | amplitude, least to most | fU, % of all draws: median, worst | within 2 % in amplitude and 1 % in period | selected: period, amplitude, fU % |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var shard in split.HeldOut.Concat(split.Test).Where(shard => !shard.Description.Name.EndsWith("weak", StringComparison.Ordinal)))
        {
            var truth = Finished(shard).Last(Snapshots);
            var engine = new DrawnState(new() { Members = count }, new());
            var (draws, cycles, expected, place) = engine.Draws(new() { Mesh = truth.Mesh, Parameters = new Dictionary<string, double> { ["Re"] = shard.Description.Parameters["Re"] }, Runs = runs }, default);
            var own = place.Cycle(truth);
            double[] errors = [.. draws.Select(draw => Error(draw[^1], truth))];
            double[] periods = [.. cycles.Select(cycle => cycle.PeriodSeconds / own.PeriodSeconds)], amplitudes = [.. cycles.Select(cycle => cycle.Amplitude / own.Amplitude)];
            var best = Enumerable.Range(0, count).MinBy(i => double.IsFinite(expected.Off(cycles[i])) ? expected.Off(cycles[i]) : double.PositiveInfinity);
            var settled = Enumerable.Range(0, count).Count(i => Math.Abs(amplitudes[i] - 1) <= 0.02 && Math.Abs(periods[i] - 1) <= 0.01);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {shard.Description.Name} | {periods.Min():0.000} to {periods.Max():0.000} | {amplitudes.Min():0.000} to {amplitudes.Max():0.000} | {100 * errors.Order().ElementAt(count / 2):0.0}, {100 * errors.Max():0.0} | {settled} of {count} | {periods[best]:0.000}, {amplitudes[best]:0.000}, {100 * errors[best]:0.0} |");
        }

        await File.WriteAllTextAsync(report, text.ToString());
        Console.Out.Write(text);
    }

    static FinishedRun Finished(ShardReader shard) => new(shard.Description.Name, shard.Description.Parameters, shard.Description.MeshId,
        wanted => new([.. shard.Snapshots(shard.Count - Math.Min(wanted, shard.Count), Math.Min(wanted, shard.Count), 1)]));

    static double Error(FieldSet drawn, Trajectory truth)
    {
        var (volumes, width) = (truth.Mesh.CellVolumes, truth.Last.Fields["U"].Components);
        float[][] series = [.. truth.Snapshots.Select(snapshot => snapshot.Fields["U"].ToSingle())];
        var own = drawn["U"].ToSingle();
        double[] mean = [.. Enumerable.Range(0, own.Length).Select(i => series.Average(values => (double)values[i]))];
        double Norm(Func<int, double> at) => Math.Sqrt(Enumerable.Range(0, own.Length).Sum(i => volumes[i / width] * at(i) * at(i)));
        var fluctuation = Math.Sqrt(series.Average(values => Math.Pow(Norm(i => values[i] - mean[i]), 2)));
        return series.Min(values => Norm(i => own[i] - values[i])) / fluctuation;
    }
}

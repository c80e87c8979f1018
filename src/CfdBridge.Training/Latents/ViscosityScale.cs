using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>Which parameters of runs go with one over the viscosity, as a Reynolds number does, and the product of both.</summary>
static class ViscosityScale
{
    const int Snapshots = 24;      // at the end of a run
    const double Spread = 0.05;    // of the products about their median

    /// <returns>Products by the names of the parameters; one that is not the same in all runs is not there, nor any where a run's balance does not come out.</returns>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<ShardReader> runs, CancellationToken cancellationToken)
    {
        var (faces, viscosities) = (new Dictionary<string, FaceTable>(), new List<double>());
        foreach (var run in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Snapshots, run.Count);
            var end = new Trajectory(run.Snapshots(run.Count - count, count, 1));
            if (!faces.TryGetValue(end.Mesh.Id, out var table)) faces[end.Mesh.Id] = table = FaceTable.Of(end.Mesh);
            if (MomentumBalance.Of(end, table) is not { } balance) return new Dictionary<string, double>();
            viscosities.Add(balance.Viscosity);
        }

        var products = new Dictionary<string, double>();
        foreach (var name in runs.SelectMany(run => run.Description.Parameters.Keys).Distinct())
        {
            double[] each = [.. runs.Zip(viscosities, (run, viscosity) => run.Description.Parameters.TryGetValue(name, out var value) ? value * viscosity : double.NaN)];
            var median = each.Order().ElementAt(each.Length / 2);
            if (each.All(product => Math.Abs(product - median) <= Spread * Math.Abs(median))) products[name] = median; // NaN is never near
        }

        return products;
    }
}

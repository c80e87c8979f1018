namespace CfdBridge.Baselines;

/// <summary>The state of the run nearest in parameters.</summary>
sealed class NearestRun : IStateWeights
{
    public (double[] Weights, string Note) Of(RunTable table, Func<double[,]> products)
    {
        var distances = table.Distances();
        var nearest = Array.IndexOf(distances, distances.Min());
        var weights = new double[distances.Length];
        weights[nearest] = 1;
        return (weights, $"The state of {table.Runs[nearest].Name} ({table.Told(nearest)}).");
    }
}

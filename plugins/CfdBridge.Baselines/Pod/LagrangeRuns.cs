namespace CfdBridge.Baselines;

/// <summary>The polynomial in one parameter through the runs nearest to the state, as many on either side where there are.</summary>
/// <param name="points">Runs at most; 2 is a straight line.</param>
sealed class LagrangeRuns(int points) : IStateWeights
{
    public (double[] Weights, string Note) Of(RunTable table, Func<double[,]> products)
    {
        if (table.Names.Count != 1)
            throw new EngineRefusedException($"The runs differ in {(table.Names.Count == 0 ? "no parameter" : string.Join(" and ", table.Names))}; this method goes along one.");
        if (!table.IsInside) throw new EngineRefusedException($"{table.Names[0]} is outside of what the library holds, and polynomials are not to be trusted there.");
        var wanted = table.Wanted[0];
        int[] order = [.. Enumerable.Range(0, table.Places.Length).OrderBy(run => table.Places[run][0])];
        if (order.Length < 2) throw new EngineRefusedException("One run is no line.");
        var after = Array.FindIndex(order, run => table.Places[run][0] >= wanted);
        var first = Math.Clamp((after < 0 ? order.Length : after) - points / 2, 0, Math.Max(0, order.Length - points));
        int[] used = [.. order.Skip(first).Take(points)];
        var weights = new double[table.Places.Length];
        foreach (var run in used)
            weights[run] = used.Where(other => other != run).Aggregate(1.0, (product, other) => product * (wanted - table.Places[other][0]) / (table.Places[run][0] - table.Places[other][0]));
        return (weights, $"The polynomial through {used.Length} runs: {string.Join(", ", used.Select(run => table.Runs[run].Name))}.");
    }
}

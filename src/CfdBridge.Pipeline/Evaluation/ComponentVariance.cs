namespace CfdBridge.Pipeline;

/// <summary>How much each row of a component varies in time.</summary>
static class ComponentVariance
{
    /// <summary>Variance over the snapshots, [rows].</summary>
    public static double[] Of(IReadOnlyList<Snapshot> snapshots, int field, int component)
    {
        var shape = snapshots[0].Fields[field];
        var (mean, squares, seen) = (new double[shape.Rows], new double[shape.Rows], 0);
        foreach (var snapshot in snapshots) // Welford's update: one pass, no cancellation
        {
            seen++;
            var values = snapshot.Fields[field].ToSingle();
            for (var row = 0; row < mean.Length; row++)
            {
                var departure = values[row * shape.Components + component] - mean[row];
                mean[row] += departure / seen;
                squares[row] += departure * (values[row * shape.Components + component] - mean[row]);
            }
        }

        return Array.ConvertAll(squares, square => square / seen);
    }
}

namespace CfdBridge.Pipeline;

/// <summary>Volume-weighted norms of fields: the square root of the sum over rows of weight times squared length.</summary>
static class WeightedNorm
{
    const double LeastFluctuation = 1e-3; // of the norm, so that a steady field does not divide by nothing

    public static double Of(Field field, Mesh mesh) => Math.Sqrt(Square(field.ToSingle(), null, field.Components, mesh.WeightsOf(field.Association)));

    public static double OfDifference(Field a, Field b, Mesh mesh) => Math.Sqrt(Square(a.ToSingle(), b.ToSingle(), a.Components, mesh.WeightsOf(a.Association)));

    /// <summary>Root mean square over the snapshots of the norm of the departure from their mean.</summary>
    public static double OfFluctuation(IReadOnlyList<Snapshot> snapshots, int field)
    {
        var first = snapshots[0].Fields[field];
        var mean = new double[first.Rows * first.Components];
        foreach (var snapshot in snapshots)
        {
            var values = snapshot.Fields[field].ToSingle();
            for (var i = 0; i < mean.Length; i++) mean[i] += values[i];
        }

        var middle = Array.ConvertAll(mean, sum => (float)(sum / snapshots.Count));
        var weights = snapshots[0].Mesh.WeightsOf(first.Association);
        return Math.Sqrt(snapshots.Average(s => Square(s.Fields[field].ToSingle(), middle, first.Components, weights)));
    }

    /// <summary>What errors of a field are held against: its rms fluctuation, floored where the flow is steady.</summary>
    public static double ErrorScale(IReadOnlyList<Snapshot> truth, int field) =>
        Math.Max(OfFluctuation(truth, field), LeastFluctuation * truth.Average(s => Of(s.Fields[field], s.Mesh)));

    static double Square(float[] a, float[]? b, int components, double[] weights)
    {
        var sum = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            var square = 0.0;
            for (var i = row * components; i < (row + 1) * components; i++)
            {
                var value = (double)a[i] - (b is null ? 0 : b[i]);
                square += value * value;
            }

            sum += weights[row] * square;
        }

        return sum;
    }
}

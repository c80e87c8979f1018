using CfdBridge.Data;

namespace CfdBridge.Baselines;

// T snapshots · S samples
/// <summary>A captured run as the search sees it: its fields at some cells of the observed mesh.</summary>
/// <param name="Shard">The run itself.</param>
/// <param name="Rows">For each cell of the observed mesh the nearest one of the run; null where the meshes are the same.</param>
/// <param name="Samples">Of each field the values at the sampled cells, row-major [T, S].</param>
/// <param name="PeriodSeconds">After which it comes back to where it was, at its end; NaN where it does not.</param>
sealed record StoredRun(ShardReader Shard, int[]? Rows, float[][] Samples, double PeriodSeconds)
{
    const int PeriodSnapshots = 128; // from which a period is found: the run's last ones
    const int ComparedStates = 4;    // of them

    public double SpacingSeconds => (Shard.Description.TimesSeconds[^1] - Shard.Description.TimesSeconds[0]) / (Shard.Count - 1);

    /// <param name="cells">Sampled cells of the observed mesh.</param>
    /// <returns>Null where the run has not all fields, or too few snapshots to follow.</returns>
    public static StoredRun? Of(ShardReader shard, Mesh observed, FieldSet fields, int[] cells)
    {
        var known = shard.Description.Fields;
        if (shard.Count < 4 || fields.Any(field => !known.Any(one => (one.Name, one.Association, one.Components) == (field.Name, field.Association, field.Components)))) return null;
        var rows = shard.Description.MeshId == observed.Id ? null : new NearestCells(shard.Mesh).Of(observed.CellCentres);
        var samples = fields.Select(field => Sampled(shard, field, cells, rows)).ToArray();
        return new(shard, rows, samples, Period(shard, samples));
    }

    /// <summary>A field of one snapshot on the observed mesh, between stored ones.</summary>
    /// <param name="place">In snapshots of this run, not a whole number.</param>
    public Field At(double place, Field like)
    {
        var first = Math.Clamp((int)Math.Floor(place) - 1, 0, Shard.Count - 4);
        var (weights, stored) = (Lagrange.Weights(place - first, 4), Shard.Read(like.Name, first, 4));
        var (values, row) = (new float[like.Rows * like.Components], stored.Length / 4);
        for (var i = 0; i < values.Length; i++)
        {
            var (cell, component) = Math.DivRem(i, like.Components);
            var at = (Rows?[cell] ?? cell) * like.Components + component;
            values[i] = (float)(weights[0] * stored[at] + weights[1] * stored[row + at] + weights[2] * stored[2 * row + at] + weights[3] * stored[3 * row + at]);
        }

        return like.With(values);
    }

    static float[] Sampled(ShardReader shard, Field field, int[] cells, int[]? rows)
    {
        var (count, width) = (shard.Count, cells.Length * field.Components);
        var samples = new float[count * width];
        var piece = Math.Max(1, shard.Description.SnapshotsPerFile);
        for (var start = 0; start < count; start += piece)
        {
            var here = Math.Min(piece, count - start);
            var stored = shard.Read(field.Name, start, here);
            var row = stored.Length / here;
            for (var snapshot = 0; snapshot < here; snapshot++)
            {
                for (var i = 0; i < width; i++)
                {
                    var (sample, component) = Math.DivRem(i, field.Components);
                    var cell = rows?[cells[sample]] ?? cells[sample];
                    samples[(start + snapshot) * width + i] = stored[snapshot * row + cell * field.Components + component];
                }
            }
        }

        return samples;
    }

    static double Period(ShardReader shard, float[][] samples)
    {
        var (window, width) = (Math.Min(PeriodSnapshots, shard.Count), samples[0].Length / shard.Count);
        var last = Enumerable.Range(shard.Count - window, window).Select(t => samples[0].AsMemory(t * width, width)).ToArray();
        var products = new double[window, window];
        for (var i = 0; i < window; i++)
        {
            for (var j = 0; j <= i; j++) products[i, j] = products[j, i] = Dot(last[i].Span, last[j].Span);
        }

        var snapshots = Baselines.Period.Fundamental(products, ComparedStates) ?? double.NaN; // it does not come back
        return snapshots * (shard.Description.TimesSeconds[^1] - shard.Description.TimesSeconds[0]) / (shard.Count - 1);
    }

    static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}

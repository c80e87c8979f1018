using System.Numerics;

namespace CfdBridge.Models;

/// <summary>
/// A sparse matrix with the same number of entries in every row, as interpolation makes them: row <c>r</c> has the
/// columns <c>Columns[r * RowEntries ..]</c>.
/// </summary>
/// <param name="ColumnCount">Number of columns.</param>
/// <param name="RowEntries">Entries in a row.</param>
/// <param name="Columns">Column numbers, row-major [rows, entries].</param>
/// <param name="Weights">Values, row-major [rows, entries].</param>
public sealed record SparseMatrix(int ColumnCount, int RowEntries, int[] Columns, float[] Weights)
{
    const int RowsPerTask = 256;

    public int Rows => Columns.Length / RowEntries;

    /// <summary>The product with a batch of columns, on all cores.</summary>
    /// <param name="values">Row-major [<see cref="ColumnCount"/>, batch].</param>
    /// <returns>Row-major [<see cref="Rows"/>, batch].</returns>
    public float[] Apply(float[] values, int batch)
    {
        Shapes.Expect(values, "values", ("columns", ColumnCount), ("batch", batch));
        var product = new float[(long)Rows * batch];
        Parallel.For(0, (Rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            for (var row = task * RowsPerTask; row < Math.Min(Rows, (task + 1) * RowsPerTask); row++)
            {
                var sum = product.AsSpan(row * batch, batch);
                for (var entry = row * RowEntries; entry < (row + 1) * RowEntries; entry++)
                    AddScaled(sum, values.AsSpan(Columns[entry] * batch, batch), Weights[entry]);
            }
        });
        return product;
    }

    internal static void AddScaled(Span<float> sum, ReadOnlySpan<float> values, float weight)
    {
        var i = 0;
        var factor = new Vector<float>(weight);
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sum[i..]) + factor * new Vector<float>(values[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += weight * values[i];
    }
}

namespace CfdBridge.Baselines;

/// <summary>Weights of the nearest cells for values at places: those of the constant term of a plane fitted by least squares.</summary>
sealed class NearestPlanes
{
    const double Resolved = 1e-6;   // of the largest extent: an axis along which cells differ by less is not resolved
    const double Ridge = 1e-9;      // for cells in a row
    const double Singular = 1e-8;   // of the neighbours' distance: closer than that, a cell's value is the value

    readonly int count;
    readonly int[] cells;           // [places, count]
    readonly float[] weights;       // [places, count]

    /// <param name="mesh">Where values are known.</param>
    /// <param name="known">Numbers of the cells that may be used; null for all.</param>
    /// <param name="places">Row-major [places, 3].</param>
    public NearestPlanes(Mesh mesh, int[]? known, double[] places, CancellationToken cancellationToken)
    {
        var axes = Axes(mesh);
        var used = known ?? [.. Enumerable.Range(0, mesh.CellCount)];
        double[] centres = [.. used.SelectMany(cell => axes.Select(axis => mesh.CellCentres[3 * cell + axis]))];
        count = Math.Min(axes.Length switch { 1 => 4, 2 => 9, _ => 14 }, used.Length);
        var boxes = new NearestPoints(centres, axes.Length);
        (cells, weights) = (new int[places.Length / 3 * count], new float[places.Length / 3 * count]);
        Parallel.For(0, places.Length / 3, new ParallelOptions { CancellationToken = cancellationToken }, place =>
        {
            double[] at = [.. axes.Select(axis => places[3 * place + axis])];
            var nearest = boxes.Of(at, count);
            Weigh(centres, at, nearest, weights.AsSpan(place * count, count));
            for (var i = 0; i < count; i++) cells[place * count + i] = used[nearest[i]];
        });
    }

    /// <summary>A field at the places, row-major [places, components].</summary>
    public float[] Apply(float[] values, int components)
    {
        var result = new float[cells.Length / count * components];
        for (var i = 0; i < cells.Length; i++)
        {
            for (var component = 0; component < components; component++) result[i / count * components + component] += weights[i] * values[cells[i] * components + component];
        }

        return result;
    }

    // The first row of (A' W A)^-1 A' W with rows (1, x - x0) of A and weights that grow without bound towards the place.
    static void Weigh(double[] centres, double[] at, int[] nearest, Span<float> result)
    {
        var (dimensions, terms) = (at.Length, at.Length + 1);
        double Square(int cell) => Enumerable.Range(0, dimensions).Sum(axis => Math.Pow(centres[cell * dimensions + axis] - at[axis], 2));
        var scale = Math.Sqrt(Square(nearest[^1]));
        if (scale == 0 || Math.Sqrt(Square(nearest[0])) <= Singular * scale)
        {
            result.Clear();
            result[0] = 1;
            return;
        }

        var (normal, rows, near) = (new double[terms, terms], new double[nearest.Length, terms], new double[nearest.Length]);
        for (var i = 0; i < nearest.Length; i++)
        {
            rows[i, 0] = 1;
            for (var axis = 0; axis < dimensions; axis++) rows[i, axis + 1] = (centres[nearest[i] * dimensions + axis] - at[axis]) / scale;
            near[i] = Math.Pow(scale * scale / Square(nearest[i]), 2);
            for (var a = 0; a < terms; a++)
            {
                for (var b = 0; b < terms; b++) normal[a, b] += near[i] * rows[i, a] * rows[i, b];
            }
        }

        for (var a = 1; a < terms; a++) normal[a, a] += Ridge * normal[0, 0];
        var first = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(normal).Solve(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(terms, term => term == 0 ? 1 : 0));
        for (var i = 0; i < nearest.Length; i++)
        {
            var sum = 0.0;
            for (var term = 0; term < terms; term++) sum += first[term] * rows[i, term];
            result[i] = (float)(near[i] * sum);
        }
    }

    static int[] Axes(Mesh mesh)
    {
        double[] extents = [.. Enumerable.Range(0, 3).Select(axis => Enumerable.Range(0, mesh.CellCount).Max(cell => mesh.CellCentres[3 * cell + axis]) - Enumerable.Range(0, mesh.CellCount).Min(cell => mesh.CellCentres[3 * cell + axis]))];
        int[] resolved = [.. Enumerable.Range(0, 3).Where(axis => extents[axis] > Resolved * extents.Max())];
        return resolved.Length > 0 ? resolved : [0];
    }
}

namespace CfdBridge.Pipeline;

// N cells of the target · K neighbours
/// <summary>
/// Fields of one mesh on the cells of another: a plane through the nearest cells by least squares, held within their values,
/// so that nothing positive becomes negative.
/// </summary>
public static class CellTransfer
{
    const int Neighbours = 12;

    /// <summary>Fields on the cells of the target.</summary>
    /// <exception cref="EngineRefusedException">The meshes do not fill the same space.</exception>
    public static FieldSet Onto(Mesh target, Snapshot source)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        var (from, onto) = (Box(source.Mesh), Box(target));
        for (var axis = 0; axis < 3; axis++)
        {
            var wide = onto.High[axis] - onto.Low[axis];
            if (Math.Abs(from.Low[axis] - onto.Low[axis]) > 0.01 * wide || Math.Abs(from.High[axis] - onto.High[axis]) > 0.01 * wide)
                throw new EngineRefusedException(FormattableString.Invariant($"The meshes do not fill the same space: along {"xyz"[axis]} from {from.Low[axis]:G5} to {from.High[axis]:G5} m, and from {onto.Low[axis]:G5} to {onto.High[axis]:G5} m."));
        }

        Field[] cells = [.. source.Fields.Where(field => field.Association == FieldAssociation.Cell)];
        double[][] values = [.. cells.Select(field => field.ToDouble())];
        double[][] placed = [.. cells.Select(field => new double[target.CellCount * field.Components])];
        var (boxes, scale) = (new CellBoxes(source.Mesh), Scale(source.Mesh, target));
        Parallel.For(0, target.CellCount, () => new Stencil(Neighbours), (cell, _, stencil) =>
        {
            stencil.Fit(source.Mesh.CellCentres, boxes.Nearest(target.CellCentres.AsSpan(3 * cell, 3), Neighbours), target.CellCentres.AsSpan(3 * cell, 3), scale);
            for (var f = 0; f < cells.Length; f++) stencil.Apply(values[f], cells[f].Components, placed[f].AsSpan(cell * cells[f].Components, cells[f].Components));
            return stencil;
        }, _ => { });
        return new(cells.Select((field, f) => new Field(field.Name, field.Association, field.Components, placed[f], field.Dimensions)));
    }

    static (double[] Low, double[] High) Box(Mesh mesh)
    {
        double[] low = [double.MaxValue, double.MaxValue, double.MaxValue], high = [double.MinValue, double.MinValue, double.MinValue];
        for (var i = 0; i < mesh.Points.Length; i++) (low[i % 3], high[i % 3]) = (Math.Min(low[i % 3], mesh.Points[i]), Math.Max(high[i % 3], mesh.Points[i]));
        return (low, high);
    }

    // Axes that either mesh does not resolve say nothing of distance.
    static double[] Scale(Mesh a, Mesh b) => [.. Enumerable.Range(0, 3).Select(axis => Resolves(a, axis) && Resolves(b, axis) ? 1.0 : 0)];

    static bool Resolves(Mesh mesh, int axis)
    {
        var first = mesh.CellCentres[axis];
        var (low, high) = Box(mesh);
        return Enumerable.Range(0, mesh.CellCount).Any(cell => Math.Abs(mesh.CellCentres[3 * cell + axis] - first) > 1e-6 * (high[axis] - low[axis]));
    }

    /// <summary>Weights of the neighbours of one place.</summary>
    sealed class Stencil(int most)
    {
        const double Ridge = 1e-6; // of the mean square distance: neighbours on a line say nothing across it

        readonly double[] weights = new double[most];
        int[] cells = [];

        public void Fit(double[] centres, int[] nearest, ReadOnlySpan<double> at, double[] scale)
        {
            cells = nearest;
            var mean = 0.0;
            Span<double> offset = stackalloc double[3 * cells.Length], square = stackalloc double[cells.Length];
            for (var k = 0; k < cells.Length; k++)
            {
                for (var axis = 0; axis < 3; axis++) offset[3 * k + axis] = scale[axis] * (centres[3 * cells[k] + axis] - at[axis]);
                square[k] = offset[3 * k] * offset[3 * k] + offset[3 * k + 1] * offset[3 * k + 1] + offset[3 * k + 2] * offset[3 * k + 2];
                mean += square[k] / cells.Length;
            }

            if (mean == 0)
            {
                Array.Clear(weights);
                weights[0] = 1;
                return;
            }

            // Normal equations of value = a + b.offset, weighted by nearness; only a is wanted.
            Span<double> m = stackalloc double[16];
            m.Clear();
            Span<double> row = stackalloc double[4];
            for (var k = 0; k < cells.Length; k++)
            {
                var near = 1 / (square[k] + 1e-3 * mean);
                (row[0], row[1], row[2], row[3]) = (1, offset[3 * k], offset[3 * k + 1], offset[3 * k + 2]);
                for (var i = 0; i < 4; i++)
                {
                    for (var j = 0; j < 4; j++) m[4 * i + j] += near * row[i] * row[j];
                }
            }

            for (var i = 1; i < 4; i++) m[5 * i] += Ridge * m[0] * mean;
            Span<double> first = [1, 0, 0, 0];
            Solve(m, first);
            for (var k = 0; k < cells.Length; k++)
                weights[k] = (first[0] + first[1] * offset[3 * k] + first[2] * offset[3 * k + 1] + first[3] * offset[3 * k + 2]) / (square[k] + 1e-3 * mean);
        }

        public void Apply(double[] values, int components, Span<double> into)
        {
            for (var c = 0; c < components; c++)
            {
                var (sum, low, high) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
                for (var k = 0; k < cells.Length; k++)
                {
                    var value = values[cells[k] * components + c];
                    (sum, low, high) = (sum + weights[k] * value, Math.Min(low, value), Math.Max(high, value));
                }

                into[c] = Math.Clamp(sum, low, high);
            }
        }

        // Gauss without pivoting: the matrix is positive definite.
        static void Solve(Span<double> m, Span<double> right)
        {
            for (var i = 0; i < 4; i++)
            {
                for (var j = i + 1; j < 4; j++)
                {
                    var factor = m[4 * j + i] / m[5 * i];
                    for (var k = i; k < 4; k++) m[4 * j + k] -= factor * m[4 * i + k];
                    right[j] -= factor * right[i];
                }
            }

            for (var i = 3; i >= 0; i--)
            {
                for (var k = i + 1; k < 4; k++) right[i] -= m[4 * i + k] * right[k];
                right[i] /= m[5 * i];
            }
        }
    }
}

namespace CfdBridge.Models;

/// <summary>
/// The lift of one set of points, made once and applied to any number of fields. What the grid does not give back at
/// the points is lifted again and added: each correction removes part of the smoothing of the least squares fit.
/// </summary>
public sealed class PointLift
{
    const int Corrections = 2; // the first takes a third off the round trip's error on a cylinder wake, the third less than a twentieth

    readonly SparseMatrix lift; // [nodes, points]

    /// <param name="points">Coordinates, row-major [points, dimensions].</param>
    public PointLift(GradedGrid grid, double[] points, MovingLeastSquaresOptions? options = null)
    {
        lift = MovingLeastSquaresLift.Of(grid, points, options);
        Sample = LagrangeSample.Of(grid, points);
    }

    /// <summary>The grid at the points [points, nodes].</summary>
    public SparseMatrix Sample { get; }

    /// <param name="values">Row-major [points, batch].</param>
    /// <returns>Row-major [nodes, batch].</returns>
    public float[] Apply(float[] values, int batch)
    {
        var nodes = lift.Apply(values, batch);
        for (var correction = 0; correction < Corrections; correction++)
        {
            var missing = Sample.Apply(nodes, batch);
            for (var i = 0; i < missing.Length; i++) missing[i] = values[i] - missing[i];
            var added = lift.Apply(missing, batch);
            for (var i = 0; i < nodes.Length; i++) nodes[i] += added[i];
        }

        return nodes;
    }
}

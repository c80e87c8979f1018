using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>Whether a mesh fills the same space as the one that a model of one geometry was trained on, whatever its cells are.</summary>
static class TrainedGeometry
{
    const int Neighbours = 5;   // the farthest of them tells how far apart points are, in flat cells too
    const double Apart = 1.5;   // of that distance, two cells or so: there is nothing of the other mesh here
    const double Most = 5e-4;   // share of the cells that may stand alone: a second body in a large domain is a few dozen cells
    const double There = 0.05;  // of that distance: a cell of the other mesh stands here

    /// <param name="cells">Cell centres, row-major [cells, dimensions].</param>
    /// <param name="trained">Those in training [points, dimensions].</param>
    public static bool IsSame(double[] cells, double[] trained, int dimensions) =>
        Apartness(cells, trained, dimensions, Apart) <= Most && Apartness(trained, cells, dimensions, Apart) <= Most;

    /// <summary>Whether the cells themselves are those of the training.</summary>
    public static bool IsSameMesh(double[] cells, double[] trained, int dimensions) =>
        cells.Length == trained.Length && Apartness(cells, trained, dimensions, There) <= Most;

    // Share of points that are so far from all others.
    static double Apartness(double[] points, double[] others, int dimensions, double far)
    {
        var (tree, alone) = (new PointTree(others, dimensions), 0);
        var count = Math.Min(Neighbours, tree.Count);
        Span<int> nearest = stackalloc int[Neighbours];
        Span<double> squares = stackalloc double[Neighbours];
        for (var i = 0; i < points.Length; i += dimensions)
        {
            tree.Nearest(points.AsSpan(i, dimensions), nearest[..1], squares[..1]);
            var square = squares[0];
            tree.Nearest(others.AsSpan(nearest[0] * dimensions, dimensions), nearest[..count], squares[..count]);
            if (square > far * far * squares[..count][^1]) alone++;
        }

        return (double)alone * dimensions / points.Length;
    }
}

namespace CfdBridge.Baselines;

/// <summary>The nearest cell of a mesh, by boxes of about one cell each [cell lists: Allen and Tildesley, Computer Simulation of Liquids].</summary>
sealed class NearestCells
{
    readonly double[] centres;
    readonly double[] low = new double[3];
    readonly int[] boxes = new int[3];
    readonly double side;
    readonly Dictionary<(int, int, int), List<int>> members = [];

    public NearestCells(Mesh mesh)
    {
        centres = mesh.CellCentres;
        var extent = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var own = Enumerable.Range(0, mesh.CellCount).Select(cell => centres[3 * cell + axis]).ToArray();
            (low[axis], extent[axis]) = (own.Min(), own.Max() - own.Min());
        }

        double[] wide = [.. extent.Where(length => length > 1e-9 * extent.Max())];
        side = wide.Length == 0 ? 1 : Math.Pow(wide.Aggregate(1.0, (product, length) => product * length) / mesh.CellCount, 1.0 / wide.Length);
        for (var axis = 0; axis < 3; axis++) boxes[axis] = 1 + (int)(extent[axis] / side);
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var box = Box(centres.AsSpan(3 * cell, 3));
            if (!members.TryGetValue(box, out var list)) members[box] = list = [];
            list.Add(cell);
        }
    }

    /// <summary>Cells nearest to points, row-major [points, 3].</summary>
    public int[] Of(double[] points)
    {
        var nearest = new int[points.Length / 3];
        Parallel.For(0, nearest.Length, i => nearest[i] = Of(points.AsSpan(3 * i, 3)));
        return nearest;
    }

    // Shell after shell of boxes, until nothing farther out can be nearer.
    int Of(ReadOnlySpan<double> point)
    {
        var (box, best, bestSquare) = (Box(point), -1, double.PositiveInfinity);
        for (var shell = 0; shell <= boxes.Max() && (best < 0 || Math.Pow((shell - 1) * side, 2) < bestSquare); shell++)
        {
            for (var x = box.X - shell; x <= box.X + shell; x++)
            {
                for (var y = box.Y - shell; y <= box.Y + shell; y++)
                {
                    var within = Math.Max(Math.Abs(x - box.X), Math.Abs(y - box.Y)) < shell;
                    for (var z = box.Z - shell; z <= box.Z + shell; z += within && shell > 0 ? 2 * shell : 1)
                    {
                        if (!members.TryGetValue((x, y, z), out var list)) continue;
                        foreach (var cell in list)
                        {
                            var square = Square(point, cell);
                            if (square < bestSquare) (best, bestSquare) = (cell, square);
                        }
                    }
                }
            }
        }

        return best;
    }

    double Square(ReadOnlySpan<double> point, int cell)
    {
        var sum = 0.0;
        for (var axis = 0; axis < 3; axis++) sum += Math.Pow(point[axis] - centres[3 * cell + axis], 2);
        return sum;
    }

    // A point outside belongs to the box at the edge.
    (int X, int Y, int Z) Box(ReadOnlySpan<double> point)
    {
        Span<int> box = stackalloc int[3];
        for (var axis = 0; axis < 3; axis++) box[axis] = Math.Clamp((int)((point[axis] - low[axis]) / side), 0, boxes[axis] - 1);
        return (box[0], box[1], box[2]);
    }
}

namespace CfdBridge.Pipeline;

/// <summary>The nearest cells of a mesh to a place, by boxes of a few cells each.</summary>
sealed class CellBoxes
{
    const int CellsInBox = 4;

    readonly double[] centres;
    readonly double[] low = [double.MaxValue, double.MaxValue, double.MaxValue];
    readonly double[] side = new double[3];
    readonly int[] count = [1, 1, 1];
    readonly Dictionary<(int, int, int), List<int>> members = [];

    public CellBoxes(Mesh mesh)
    {
        centres = mesh.CellCentres;
        double[] high = [double.MinValue, double.MinValue, double.MinValue];
        for (var i = 0; i < centres.Length; i++) (low[i % 3], high[i % 3]) = (Math.Min(low[i % 3], centres[i]), Math.Max(high[i % 3], centres[i]));
        int[] resolved = [.. Enumerable.Range(0, 3).Where(axis => high[axis] - low[axis] > 1e-9 * (high.Zip(low, (a, b) => a - b).Max() + double.Epsilon))];
        var across = Math.Max(1, Math.Pow((double)mesh.CellCount / CellsInBox, 1.0 / Math.Max(1, resolved.Length)));
        foreach (var axis in resolved) count[axis] = (int)across;
        for (var axis = 0; axis < 3; axis++) side[axis] = Math.Max((high[axis] - low[axis]) / count[axis], double.Epsilon);
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var box = BoxOf(centres.AsSpan(3 * cell, 3));
            if (!members.TryGetValue(box, out var list)) members[box] = list = [];
            list.Add(cell);
        }
    }

    /// <summary>The nearest cells, nearest first.</summary>
    public int[] Nearest(ReadOnlySpan<double> at, int wanted)
    {
        var (box, found) = (BoxOf(at), new List<(double Square, int Cell)>());
        double[] place = [at[0], at[1], at[2]];
        for (var shell = 0; shell <= count.Max(); shell++)
        {
            Look(box, shell, place, found);
            // Nothing in the next shell is nearer than a whole box.
            var reach = Enumerable.Range(0, 3).Where(axis => count[axis] > 1).Select(axis => shell * side[axis]).DefaultIfEmpty(double.MaxValue).Min();
            if (found.Count < wanted) continue;
            found.Sort();
            if (found[wanted - 1].Square <= reach * reach) break;
        }

        found.Sort();
        return [.. found.Take(wanted).Select(one => one.Cell)];
    }

    void Look((int X, int Y, int Z) box, int shell, double[] at, List<(double, int)> found)
    {
        for (var x = Math.Max(0, box.X - shell); x <= Math.Min(count[0] - 1, box.X + shell); x++)
        {
            for (var y = Math.Max(0, box.Y - shell); y <= Math.Min(count[1] - 1, box.Y + shell); y++)
            {
                for (var z = Math.Max(0, box.Z - shell); z <= Math.Min(count[2] - 1, box.Z + shell); z++)
                {
                    var away = Math.Max(Math.Abs(x - box.X), Math.Max(Math.Abs(y - box.Y), Math.Abs(z - box.Z)));
                    if (away != shell || !members.TryGetValue((x, y, z), out var list)) continue;
                    foreach (var cell in list) found.Add((Square(at, cell), cell));
                }
            }
        }
    }

    double Square(double[] at, int cell)
    {
        var (x, y, z) = (centres[3 * cell] - at[0], centres[3 * cell + 1] - at[1], centres[3 * cell + 2] - at[2]);
        return x * x + y * y + z * z;
    }

    (int X, int Y, int Z) BoxOf(ReadOnlySpan<double> at) =>
        (Math.Clamp((int)((at[0] - low[0]) / side[0]), 0, count[0] - 1), Math.Clamp((int)((at[1] - low[1]) / side[1]), 0, count[1] - 1), Math.Clamp((int)((at[2] - low[2]) / side[2]), 0, count[2] - 1));
}

namespace CfdBridge.Pipeline;

/// <summary>A plane through the middle of a mesh, across its thinnest axis, and the cell that each pixel of a picture of it shows.</summary>
sealed class SlicePlane
{
    const int LongSide = 560;  // pixels
    const int LeastSide = 80;

    SlicePlane(int width, int height, int[] cells) => (Width, Height, Cells) = (width, height, cells);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Cell of each pixel, row by row from the top, -1 outside the mesh [height, width].</summary>
    public int[] Cells { get; }

    /// <returns>Null for a mesh without extent in a plane.</returns>
    public static SlicePlane? Of(Mesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var low = new double[3];
        var high = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            (low[axis], high[axis]) = (double.MaxValue, double.MinValue);
            for (var i = axis; i < mesh.Points.Length; i += 3) (low[axis], high[axis]) = (Math.Min(low[axis], mesh.Points[i]), Math.Max(high[axis], mesh.Points[i]));
        }

        var normal = Enumerable.Range(0, 3).MinBy(axis => high[axis] - low[axis]);
        int[] plane = [.. Enumerable.Range(0, 3).Where(axis => axis != normal)];
        double[] sides = [high[plane[0]] - low[plane[0]], high[plane[1]] - low[plane[1]]];
        if (!(sides[0] > 0) || !(sides[1] > 0)) return null;
        var scale = LongSide / sides.Max();
        var found = new SlicePlane(Math.Max(LeastSide, (int)Math.Round(sides[0] * scale)), Math.Max(LeastSide, (int)Math.Round(sides[1] * scale)), []);
        var (cells, middle) = (new int[found.Width * found.Height], (low[normal] + high[normal]) / 2 + 1e-7 * (high[normal] - low[normal])); // not through the points of an even mesh
        Array.Fill(cells, -1);
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var corners = Cut(mesh, cell, normal, plane, middle, flat: high[normal] == low[normal])
                .Select(at => (X: (at.X - low[plane[0]]) / sides[0] * found.Width, Y: (high[plane[1]] - at.Y) / sides[1] * found.Height)).ToArray();
            if (corners.Length >= 3) Fill(cells, found.Width, found.Height, corners, cell);
        }

        return new(found.Width, found.Height, cells);
    }

    // The corners of the cell's cut, in order around it.
    static (double X, double Y)[] Cut(Mesh mesh, int cell, int normal, int[] plane, double middle, bool flat)
    {
        (double X, double Y) Flat(int point) => (mesh.Points[3 * point + plane[0]], mesh.Points[3 * point + plane[1]]);
        var corners = new List<(double X, double Y)>();
        if (flat)
        {
            foreach (var point in mesh.Cells.PointsOf(cell)) corners.Add(Flat(point));
        }
        else
        {
            foreach (var face in CellFaces.Of(mesh.Cells, cell))
            {
                for (var i = 0; i < face.Length; i++)
                {
                    var (a, b) = (face[i], face[(i + 1) % face.Length]);
                    var (from, to) = (mesh.Points[3 * a + normal] - middle, mesh.Points[3 * b + normal] - middle);
                    if (from < 0 == to < 0) continue;
                    var (part, one, other) = (from / (from - to), Flat(a), Flat(b));
                    corners.Add((one.X + part * (other.X - one.X), one.Y + part * (other.Y - one.Y)));
                }
            }
        }

        if (corners.Count < 3) return [];
        var (x, y) = (corners.Average(corner => corner.X), corners.Average(corner => corner.Y));
        return [.. corners.OrderBy(corner => Math.Atan2(corner.Y - y, corner.X - x))];
    }

    // Pixels whose middle lies in a convex shape.
    static void Fill(int[] cells, int width, int height, (double X, double Y)[] corners, int cell)
    {
        var first = Math.Max(0, (int)Math.Ceiling(corners.Min(corner => corner.Y) - 0.5));
        var last = Math.Min(height - 1, (int)Math.Floor(corners.Max(corner => corner.Y) - 0.5));
        for (var row = first; row <= last; row++)
        {
            var (left, right, y) = (double.MaxValue, double.MinValue, row + 0.5);
            for (var i = 0; i < corners.Length; i++)
            {
                var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
                if (a.Y == b.Y || y < Math.Min(a.Y, b.Y) || y > Math.Max(a.Y, b.Y)) continue;
                var x = a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X);
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
            }

            for (var column = Math.Max(0, (int)Math.Ceiling(left - 0.5 - 1e-9)); column <= Math.Min(width - 1, (int)Math.Floor(right - 0.5 + 1e-9)); column++) cells[row * width + column] = cell;
        }
    }
}

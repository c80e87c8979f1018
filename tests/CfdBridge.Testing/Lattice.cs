namespace CfdBridge.Testing;

/// <summary>Meshes of equal boxes from which some are left out: geometry whose distances are known in closed form.</summary>
public static class Lattice
{
    // Corners of a hexahedron in VTK's order, and its faces.
    static readonly (int X, int Y, int Z)[] Corners = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)];
    static readonly (int X, int Y, int Z, int[] Corners)[] Sides =
        [(-1, 0, 0, [0, 4, 7, 3]), (1, 0, 0, [1, 2, 6, 5]), (0, -1, 0, [0, 1, 5, 4]), (0, 1, 0, [2, 3, 7, 6]), (0, 0, -1, [0, 3, 2, 1]), (0, 0, 1, [4, 5, 6, 7])];

    public enum Cells
    {
        Hexahedra,
        Polyhedra,
        Quads,
    }

    /// <summary>Unit cells; patches are named by the direction that a boundary face looks in and whether it looks at a hole.</summary>
    public static Mesh Of((int X, int Y, int Z) count, Func<int, int, int, bool> hole, Cells kind = Cells.Hexahedra, Func<(int X, int Y, int Z), bool, (string Name, string Kind)>? patches = null)
    {
        int Point(int x, int y, int z) => (z * (count.Y + 1) + y) * (count.X + 1) + x;
        bool Solid(int x, int y, int z) => x >= 0 && y >= 0 && z >= 0 && x < count.X && y < count.Y && z < count.Z && !hole(x, y, z);
        var points = new List<double>();
        for (var z = 0; z <= count.Z; z++)
        {
            for (var y = 0; y <= count.Y; y++)
            {
                for (var x = 0; x <= count.X; x++) points.AddRange([x, y, z]);
            }
        }

        var (connectivity, faces, faceOffsets, cells) = (new List<int>(), new List<int>(), new List<int>(), 0);
        var boundary = new Dictionary<(string, string), (List<int> Points, List<int> Cells)>();
        foreach (var (x, y, z) in from z in Enumerable.Range(0, count.Z) from y in Enumerable.Range(0, count.Y) from x in Enumerable.Range(0, count.X) where Solid(x, y, z) select (x, y, z))
        {
            int[] corners = [.. Corners.Select(c => Point(x + c.X, y + c.Y, z + c.Z))];
            connectivity.AddRange(kind == Cells.Quads ? corners[..4] : corners);
            faceOffsets.Add(faces.Count);
            faces.Add(6);
            foreach (var side in Sides)
            {
                faces.AddRange([4, .. side.Corners.Select(c => corners[c])]);
                var (nx, ny, nz) = (x + side.X, y + side.Y, z + side.Z);
                if (patches is null || Solid(nx, ny, nz)) continue;
                var inHole = nx >= 0 && ny >= 0 && nz >= 0 && nx < count.X && ny < count.Y && nz < count.Z;
                var key = patches((side.X, side.Y, side.Z), inHole);
                if (!boundary.TryGetValue(key, out var patch)) boundary[key] = patch = ([], []);
                patch.Points.AddRange(side.Corners.Select(c => corners[c]));
                patch.Cells.Add(cells);
            }

            cells++;
        }

        var corner = kind == Cells.Quads ? 4 : 8;
        var type = kind switch { Cells.Polyhedra => CellType.Polyhedron, Cells.Quads => CellType.Quad, _ => CellType.Hexahedron };
        int[] offsets = [.. Enumerable.Range(0, cells + 1).Select(i => corner * i)];
        var table = kind == Cells.Polyhedra
            ? new CellTable([.. Enumerable.Repeat(type, cells)], offsets, [.. connectivity], [.. faces], [.. faceOffsets])
            : new CellTable([.. Enumerable.Repeat(type, cells)], offsets, [.. connectivity]);
        return new([.. points], table, [.. boundary.Select(p => new Patch(p.Key.Item1, p.Key.Item2, [.. Enumerable.Range(0, p.Value.Cells.Count + 1).Select(i => 4 * i)], [.. p.Value.Points], [.. p.Value.Cells]))]);
    }

    /// <summary>Distance to a box, negative inside it.</summary>
    public static double DistanceToBox(double[] point, double low, double high)
    {
        double[] outside = [.. point.Select(x => Math.Max(low - x, x - high))];
        return outside.Max() > 0 ? Math.Sqrt(outside.Sum(d => Math.Max(d, 0) * Math.Max(d, 0))) : outside.Max();
    }
}

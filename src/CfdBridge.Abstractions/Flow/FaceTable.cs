namespace CfdBridge;

/// <summary>The faces between the cells of a mesh, and those on its boundary, as a finite-volume solver sees them.</summary>
public sealed class FaceTable
{
    const string Wall = "wall";

    FaceTable(int[] owners, int[] neighbours, double[] areas, double[] middles, double[] weights, bool[] walls) =>
        (Owners, Neighbours, Areas, Middles, Weights, Walls) = (owners, neighbours, areas, middles, weights, walls);

    /// <summary>The cell that each face's area points out of [faces].</summary>
    public int[] Owners { get; }

    /// <summary>The cell on the other side, -1 on the boundary [faces].</summary>
    public int[] Neighbours { get; }

    /// <summary>Area vectors, m2, row-major [faces, 3].</summary>
    public double[] Areas { get; }

    /// <summary>Means of the faces' points, m, row-major [faces, 3].</summary>
    public double[] Middles { get; }

    /// <summary>Share of the owner in a linear interpolation to the face [faces].</summary>
    public double[] Weights { get; }

    /// <summary>Whether a face is on a wall [faces].</summary>
    public bool[] Walls { get; }

    /// <summary>The faces of a mesh; those of flat cells are their edges, one metre deep.</summary>
    public static FaceTable Of(Mesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var (owners, neighbours, areas, middles) = (new List<int>(), new List<int>(), new List<double>(), new List<double>());
        var open = new Dictionary<(int, int, int), int>(); // faces seen from one side only, by their three lowest points
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            foreach (var face in CellFaces.Of(mesh.Cells, cell))
            {
                var key = CellFaces.KeyOf(face);
                if (open.Remove(key, out var known))
                {
                    neighbours[known] = cell;
                    continue;
                }

                open[key] = owners.Count;
                owners.Add(cell);
                neighbours.Add(-1);
                var middle = MiddleOf(mesh, face);
                var area = AreaOf(mesh, face, cell);
                areas.AddRange([area.X, area.Y, area.Z]);
                middles.AddRange([middle.X, middle.Y, middle.Z]);
            }
        }

        var walls = new bool[owners.Count];
        foreach (var patch in mesh.Patches.Where(patch => patch.Kind == Wall))
        {
            for (var face = 0; face < patch.FaceCount; face++)
            {
                if (open.TryGetValue(CellFaces.KeyOf(patch.FacePoints.AsSpan(patch.FaceOffsets[face]..patch.FaceOffsets[face + 1])), out var known)) walls[known] = true;
            }
        }

        return new([.. owners], [.. neighbours], [.. areas], [.. middles], Interpolation(mesh, owners, neighbours, areas, middles), walls);
    }

    // By distances along the normal, as solvers do on meshes that are not orthogonal.
    static double[] Interpolation(Mesh mesh, List<int> owners, List<int> neighbours, List<double> areas, List<double> middles)
    {
        var weights = new double[owners.Count];
        for (var face = 0; face < weights.Length; face++)
        {
            weights[face] = 1;
            if (neighbours[face] < 0) continue;
            var (own, other) = (0.0, 0.0);
            for (var axis = 0; axis < 3; axis++)
            {
                own += areas[3 * face + axis] * (middles[3 * face + axis] - mesh.CellCentres[3 * owners[face] + axis]);
                other += areas[3 * face + axis] * (mesh.CellCentres[3 * neighbours[face] + axis] - middles[3 * face + axis]);
            }

            var (near, far) = (Math.Abs(own), Math.Abs(other));
            weights[face] = near + far > 0 ? far / (near + far) : 0.5;
        }

        return weights;
    }

    /// <summary>Area vector of a face, m2, turned to leave a cell: half the sum of cross products about its middle. Of an edge of a flat cell, one metre deep; of the end of a line, along it.</summary>
    public static (double X, double Y, double Z) AreaOf(Mesh mesh, int[] face, int owner)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(face);
        (double X, double Y, double Z) Point(int point) => (mesh.Points[3 * point], mesh.Points[3 * point + 1], mesh.Points[3 * point + 2]);
        var middle = MiddleOf(mesh, face);
        var outward = (X: middle.X - mesh.CellCentres[3 * owner], Y: middle.Y - mesh.CellCentres[3 * owner + 1], Z: middle.Z - mesh.CellCentres[3 * owner + 2]);
        if (face.Length == 1) return outward;
        var area = face.Length == 2 ? EdgeArea(mesh, face, middle, owner) : (X: 0.0, Y: 0.0, Z: 0.0);
        for (var i = 0; i < face.Length && face.Length > 2; i++)
        {
            var (a, b) = (Point(face[i]), Point(face[(i + 1) % face.Length]));
            var (u, v) = ((X: a.X - middle.X, Y: a.Y - middle.Y, Z: a.Z - middle.Z), (X: b.X - middle.X, Y: b.Y - middle.Y, Z: b.Z - middle.Z));
            area = (area.X + (u.Y * v.Z - u.Z * v.Y) / 2, area.Y + (u.Z * v.X - u.X * v.Z) / 2, area.Z + (u.X * v.Y - u.Y * v.X) / 2);
        }

        return area.X * outward.X + area.Y * outward.Y + area.Z * outward.Z < 0 ? (-area.X, -area.Y, -area.Z) : area;
    }

    static (double X, double Y, double Z) MiddleOf(Mesh mesh, int[] face) =>
        (face.Average(point => mesh.Points[3 * point]), face.Average(point => mesh.Points[3 * point + 1]), face.Average(point => mesh.Points[3 * point + 2]));

    // Square to the edge, in the plane of the edge and its cell's centre.
    static (double X, double Y, double Z) EdgeArea(Mesh mesh, int[] edge, (double X, double Y, double Z) middle, int owner)
    {
        double[] along = [.. Enumerable.Range(0, 3).Select(axis => mesh.Points[3 * edge[1] + axis] - mesh.Points[3 * edge[0] + axis])];
        double[] outward = [middle.X - mesh.CellCentres[3 * owner], middle.Y - mesh.CellCentres[3 * owner + 1], middle.Z - mesh.CellCentres[3 * owner + 2]];
        var length = Math.Sqrt(along.Sum(a => a * a));
        var share = length > 0 ? along.Zip(outward, (a, o) => a * o).Sum() / (length * length) : 0;
        double[] square = [.. outward.Zip(along, (o, a) => o - share * a)];
        var size = Math.Sqrt(square.Sum(s => s * s));
        return size > 0 ? (square[0] * length / size, square[1] * length / size, square[2] * length / size) : (0, 0, 0);
    }
}

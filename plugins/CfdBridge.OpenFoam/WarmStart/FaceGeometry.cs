namespace CfdBridge.OpenFoam;

/// <summary>Areas, distances and volumes as OpenFOAM works them out: faces cut into triangles, cells into pyramids.</summary>
/// <param name="Areas">Area vectors, leaving the owner [faces, 3].</param>
/// <param name="Centres">Of the faces [faces, 3].</param>
/// <param name="Cells">Cell centres [cells, 3].</param>
/// <param name="Volumes">Of the cells [cells].</param>
sealed record FaceGeometry(double[] Areas, double[] Centres, double[] Cells, double[] Volumes)
{
    public static FaceGeometry Of(PolyMesh mesh)
    {
        var (areas, centres) = (new double[3 * mesh.Owner.Length], new double[3 * mesh.Owner.Length]);
        for (var face = 0; face < mesh.Owner.Length; face++) Face(mesh, face, areas.AsSpan(3 * face, 3), centres.AsSpan(3 * face, 3));
        var (cells, volumes) = OfCells(mesh, areas, centres);
        return new(areas, centres, cells, volumes);
    }

    /// <summary>Share of the owner in a linear interpolation to an inner face.</summary>
    public double OwnerWeight(PolyMesh mesh, int face)
    {
        var (toOwner, toNeighbour) = (0.0, 0.0);
        for (var axis = 0; axis < 3; axis++)
        {
            toOwner += Areas[3 * face + axis] * (Centres[3 * face + axis] - Cells[3 * mesh.Owner[face] + axis]);
            toNeighbour += Areas[3 * face + axis] * (Cells[3 * mesh.Neighbour[face] + axis] - Centres[3 * face + axis]);
        }

        (toOwner, toNeighbour) = (Math.Abs(toOwner), Math.Abs(toNeighbour));
        return toOwner + toNeighbour > 0 ? toNeighbour / (toOwner + toNeighbour) : 0.5;
    }

    /// <summary>Area over the distance along the normal between the two points that a face lies between: what a difference across it is multiplied by.</summary>
    public double Conductance(PolyMesh mesh, int face)
    {
        var (area, along) = (0.0, 0.0);
        for (var axis = 0; axis < 3; axis++)
        {
            var s = Areas[3 * face + axis];
            var end = face < mesh.Neighbour.Length ? Cells[3 * mesh.Neighbour[face] + axis] : Centres[3 * face + axis];
            area += s * s;
            along += s * (end - Cells[3 * mesh.Owner[face] + axis]);
        }

        return along > 0 ? area / along : 0;
    }

    static void Face(PolyMesh mesh, int face, Span<double> area, Span<double> centre)
    {
        var points = mesh.Faces[face];
        Span<double> middle = stackalloc double[3], normal = stackalloc double[3];
        foreach (var point in points)
        {
            for (var axis = 0; axis < 3; axis++) middle[axis] += mesh.Points[3 * point + axis] / points.Length;
        }

        var weight = 0.0;
        for (var i = 0; i < points.Length; i++)
        {
            var a = mesh.Points.AsSpan(3 * points[i], 3);
            var b = mesh.Points.AsSpan(3 * points[(i + 1) % points.Length], 3);
            Cross(b, a, middle, normal);
            var size = Math.Sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
            for (var axis = 0; axis < 3; axis++)
            {
                area[axis] += normal[axis] / 2;
                centre[axis] += size * (a[axis] + b[axis] + middle[axis]) / 3;
            }

            weight += size;
        }

        for (var axis = 0; axis < 3; axis++) centre[axis] = weight > 0 ? centre[axis] / weight : middle[axis];
    }

    // (b - a) x (middle - a)
    static void Cross(ReadOnlySpan<double> b, ReadOnlySpan<double> a, ReadOnlySpan<double> middle, Span<double> into)
    {
        var (px, py, pz) = (b[0] - a[0], b[1] - a[1], b[2] - a[2]);
        var (qx, qy, qz) = (middle[0] - a[0], middle[1] - a[1], middle[2] - a[2]);
        (into[0], into[1], into[2]) = (py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx);
    }

    static (double[] Cells, double[] Volumes) OfCells(PolyMesh mesh, double[] areas, double[] centres)
    {
        var (inside, count) = (new double[3 * mesh.CellCount], new int[mesh.CellCount]);
        void Each(Action<int, int, double> visit)
        {
            for (var face = 0; face < mesh.Owner.Length; face++)
            {
                visit(face, mesh.Owner[face], 1);
                if (face < mesh.Neighbour.Length) visit(face, mesh.Neighbour[face], -1);
            }
        }

        Each((face, cell, _) =>
        {
            count[cell]++;
            for (var axis = 0; axis < 3; axis++) inside[3 * cell + axis] += centres[3 * face + axis];
        });
        for (var i = 0; i < inside.Length; i++) inside[i] /= Math.Max(1, count[i / 3]);
        var (cells, volumes) = (new double[inside.Length], new double[mesh.CellCount]);
        Each((face, cell, sign) =>
        {
            var pyramid = 0.0;
            for (var axis = 0; axis < 3; axis++) pyramid += sign * areas[3 * face + axis] * (centres[3 * face + axis] - inside[3 * cell + axis]) / 3;
            for (var axis = 0; axis < 3; axis++) cells[3 * cell + axis] += pyramid * (0.75 * centres[3 * face + axis] + 0.25 * inside[3 * cell + axis]);
            volumes[cell] += pyramid;
        });
        for (var i = 0; i < cells.Length; i++) cells[i] = volumes[i / 3] > 0 ? cells[i] / volumes[i / 3] : inside[i];
        return (cells, volumes);
    }
}

namespace CfdBridge.Pipeline;

/// <summary>
/// The velocity at walls as the cells beside them have it: through the cell at the wall and the one behind it a straight line
/// along the wall's normal, followed to the face. A case that is written from the state sets nought there, so this is the jump
/// that its first step has to smooth out. The solver's own frames leave some too, where the profile is curved.
/// </summary>
sealed class WallSlip
{
    const double Farther = 1.05; // of the first cell's distance: nearer cells lie beside it, not behind

    readonly (int Cell, int Behind, double Reach, double Area)[] faces;

    WallSlip((int, int, double, double)[] faces) => this.faces = faces;

    /// <returns>Null for a mesh without walls.</returns>
    public static WallSlip? Of(Mesh mesh, FaceTable table)
    {
        int[] walls = [.. Enumerable.Range(0, table.Owners.Length).Where(face => table.Walls[face])];
        if (walls.Length == 0) return null;
        var besides = Besides(table, walls.Select(face => table.Owners[face]).ToHashSet());
        return new([.. walls.Select(wall =>
        {
            var (cell, area) = (table.Owners[wall], table.Areas.AsSpan(3 * wall, 3).ToArray());
            var size = Math.Sqrt(area.Sum(a => a * a));
            double DistanceOf(int other) => Enumerable.Range(0, 3).Sum(axis => area[axis] / size * (table.Middles[3 * wall + axis] - mesh.CellCentres[3 * other + axis]));
            var (near, behind) = (DistanceOf(cell), besides[cell].DefaultIfEmpty(cell).MaxBy(DistanceOf));
            var far = DistanceOf(behind);
            return near > 0 && far > Farther * near ? (cell, behind, near / (far - near), size) : (cell, cell, 0, size); // a single layer: its own velocity
        })]);
    }

    /// <summary>Rms over the area of the walls, in the velocity's unit.</summary>
    public double Rms(Field velocity)
    {
        var (u, squares, all) = (velocity.ToSingle(), 0.0, 0.0);
        foreach (var (cell, behind, reach, area) in faces)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                double own = u[3 * cell + axis];
                squares += area * Math.Pow(own + reach * (own - u[3 * behind + axis]), 2);
            }

            all += area;
        }

        return Math.Sqrt(squares / all);
    }

    static Dictionary<int, List<int>> Besides(FaceTable table, HashSet<int> cells)
    {
        var besides = cells.ToDictionary(cell => cell, _ => new List<int>());
        for (var face = 0; face < table.Owners.Length; face++)
        {
            var (owner, neighbour) = (table.Owners[face], table.Neighbours[face]);
            if (neighbour < 0) continue;
            if (besides.TryGetValue(owner, out var own)) own.Add(neighbour);
            if (besides.TryGetValue(neighbour, out var other)) other.Add(owner);
        }

        return besides;
    }
}

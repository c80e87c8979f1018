namespace CfdBridge.Models;

/// <summary>Tells boundaries apart by the velocity in the cells behind them.</summary>
/// <param name="mesh">The mesh.</param>
/// <param name="velocity">Row-major [cells, 3].</param>
sealed class FlowThrough(Mesh mesh, float[] velocity)
{
    const double Through = 0.1; // of the typical speed: flux that is more than what leaks along a slip boundary
    const double Slow = 0.35;   // of the typical speed: half a cell away from a wall even a coarse mesh is slower than this
    const double Fast = 0.8;    // of the typical speed: half a cell away from a body only a slipping flow is as fast

    readonly double typical = TypicalSpeed(mesh, velocity);

    /// <summary>The role of a side of the domain.</summary>
    public BoundaryRole RoleOf(IReadOnlyList<int[]> faces, IReadOnlyList<int> cells)
    {
        var (flux, speed) = Means(faces, cells);
        return typical == 0 ? BoundaryRole.FarField
            : flux < -Through * typical ? BoundaryRole.Inlet
            : flux > Through * typical ? BoundaryRole.Outlet
            : speed < Slow * typical ? BoundaryRole.Wall
            : BoundaryRole.FarField;
    }

    /// <summary>Whether the flow is slowed by a body, as it is where it sticks.</summary>
    public bool Sticks(IReadOnlyList<int[]> faces, IReadOnlyList<int> cells) => typical == 0 || Means(faces, cells).Speed < Fast * typical;

    (double Flux, double Speed) Means(IReadOnlyList<int[]> faces, IReadOnlyList<int> cells)
    {
        var (flux, speed) = (0.0, 0.0);
        for (var face = 0; face < faces.Count; face++)
        {
            // Not the way from the cell's centre to the face's: in a skewed cell the stream itself would seem to go through.
            var area = FaceTable.AreaOf(mesh, faces[face], cells[face]);
            var (u, v, w) = (velocity[3 * cells[face]], velocity[3 * cells[face] + 1], velocity[3 * cells[face] + 2]);
            var size = Math.Sqrt(area.X * area.X + area.Y * area.Y + area.Z * area.Z);
            flux += (u * area.X + v * area.Y + w * area.Z) / Math.Max(size, double.Epsilon) / faces.Count;
            speed += Math.Sqrt(u * u + v * v + w * w) / faces.Count;
        }

        return (flux, speed);
    }

    static double TypicalSpeed(Mesh mesh, float[] velocity)
    {
        Shapes.Expect(velocity, nameof(velocity), ("cells", mesh.CellCount), ("components", 3));
        var (squares, volume) = (0.0, mesh.CellVolumes.Sum());
        for (var i = 0; i < velocity.Length; i++) squares += mesh.CellVolumes[i / 3] * velocity[i] * velocity[i];
        return volume > 0 ? Math.Sqrt(squares / volume) : 0;
    }
}

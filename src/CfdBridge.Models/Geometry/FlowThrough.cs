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
            var (square, along, length) = (0.0, 0.0, 0.0);
            for (var axis = 0; axis < 3; axis++)
            {
                // From the cell's centre to the face's: the normal, nearly, whatever the face's shape.
                var outward = faces[face].Average(point => mesh.Points[3 * point + axis]) - mesh.CellCentres[3 * cells[face] + axis];
                double u = velocity[3 * cells[face] + axis];
                square += u * u;
                along += u * outward;
                length += outward * outward;
            }

            flux += along / Math.Sqrt(Math.Max(length, double.Epsilon)) / faces.Count;
            speed += Math.Sqrt(square) / faces.Count;
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

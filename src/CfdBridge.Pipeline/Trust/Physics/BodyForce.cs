namespace CfdBridge.Pipeline;

/// <summary>
/// Forces on the closed bodies of a mesh, from the pressure in the cells at their walls and, where the viscosity is known,
/// the shear there; as coefficients of half the squared speed of the mean flow and the bodies' frontal area.
/// </summary>
sealed class BodyForce
{
    const double Closed = 1e-3; // of the area: what a closed surface sums to, but for round-off

    readonly (int Cell, double[] Area, double Distance)[] faces;
    readonly double viscosity;
    readonly double scale;

    BodyForce((int, double[], double)[] faces, double viscosity, double scale, int along, int across, double width, double speed) =>
        (this.faces, this.viscosity, this.scale, Along, Across, Width, Speed) = (faces, viscosity, scale, along, across, width, speed);

    /// <summary>Axis of the mean flow: that of drag.</summary>
    public int Along { get; }

    /// <summary>The axis of lift.</summary>
    public int Across { get; }

    /// <summary>Frontal area over the span, m.</summary>
    public double Width { get; }

    /// <summary>Of the mean flow, m/s.</summary>
    public double Speed { get; }

    public bool HasShear => viscosity > 0;

    /// <returns>Null where the mesh has no closed wall, or nothing flows.</returns>
    /// <param name="viscosity">Kinematic, m2/s; 0 where it is not known.</param>
    public static BodyForce? Of(Mesh mesh, Field velocity, double viscosity)
    {
        var bodies = mesh.Patches.Where(patch => patch.Kind == "wall").Select(patch => (Patch: patch, Faces: FacesOf(mesh, patch))).Where(body => IsClosed(body.Faces)).ToArray();
        if (bodies.Length == 0) return null;
        double[] mean = [.. Enumerable.Range(0, 3).Select(axis => Enumerable.Range(0, mesh.CellCount).Sum(cell => mesh.CellVolumes[cell] * velocity.ToSingle()[3 * cell + axis]) / mesh.CellVolumes.Sum())];
        var along = Enumerable.Range(0, 3).MaxBy(axis => Math.Abs(mean[axis]));
        var speed = Math.Abs(mean[along]);
        if (!(speed > 0)) return null;
        var faces = bodies.SelectMany(body => body.Faces).ToArray();
        // A slice's bodies have no area along its own axis.
        var across = Enumerable.Range(0, 3).Where(axis => axis != along).MaxBy(axis => faces.Sum(face => Math.Abs(face.Area[axis])));
        var span = 3 - along - across;
        var frontal = faces.Sum(face => Math.Abs(face.Area[along])) / 2;
        double[] spans = [.. bodies.SelectMany(body => body.Patch.FacePoints).Select(point => mesh.Points[3 * point + span])];
        return frontal > 0 ? new(faces, viscosity, 1 / (0.5 * speed * speed * frontal), along, across, frontal / Math.Max(spans.Max() - spans.Min(), 1e-300), speed) : null;
    }

    /// <summary>Force coefficient along an axis.</summary>
    public double Coefficient(FieldSet fields, int axis, string pressure, string velocity)
    {
        var (p, u, force) = (fields[pressure].ToSingle(), fields[velocity].ToSingle(), 0.0);
        foreach (var (cell, area, distance) in faces)
        {
            force += p[cell] * area[axis]; // areas leave the fluid, into the body
            if (viscosity == 0) continue;
            var size = Math.Sqrt(area.Sum(a => a * a));
            var normal = Enumerable.Range(0, 3).Sum(k => u[3 * cell + k] * area[k]) / size;
            force += viscosity * (u[3 * cell + axis] - normal * area[axis] / size) / distance * size;
        }

        return force * scale;
    }

    static (int Cell, double[] Area, double Distance)[] FacesOf(Mesh mesh, Patch patch) =>
    [
        .. Enumerable.Range(0, patch.FaceCount).Select(face =>
        {
            var points = patch.FacePoints.AsSpan(patch.FaceOffsets[face]..patch.FaceOffsets[face + 1]).ToArray();
            double[] middle = [.. Enumerable.Range(0, 3).Select(axis => points.Average(point => mesh.Points[3 * point + axis]))];
            var cell = patch.FaceCells[face];
            var (x, y, z) = FaceTable.AreaOf(mesh, points, cell);
            double[] area = [x, y, z];
            var size = Math.Max(Math.Sqrt(area.Sum(a => a * a)), 1e-300);
            var distance = Math.Abs(Enumerable.Range(0, 3).Sum(axis => area[axis] * (middle[axis] - mesh.CellCentres[3 * cell + axis]))) / size;
            return (cell, area, Math.Max(distance, 1e-300));
        }),
    ];

    static bool IsClosed((int Cell, double[] Area, double Distance)[] faces) =>
        faces.Length > 0 && Math.Sqrt(Enumerable.Range(0, 3).Sum(axis => Math.Pow(faces.Sum(face => face.Area[axis]), 2))) < Closed * faces.Sum(face => Math.Sqrt(face.Area.Sum(a => a * a)));
}

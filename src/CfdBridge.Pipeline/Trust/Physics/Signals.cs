using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>The signals that a run offers.</summary>
static class Signals
{
    const int Vector = 3;

    /// <param name="window">The observed steps.</param>
    /// <param name="viscosity">Kinematic, m2/s, for the shear on bodies; 0 where it is not known.</param>
    public static (IReadOnlyList<Signal> All, BodyForce? Forces) Of(Trajectory window, double viscosity)
    {
        var fields = window.Last.Fields.ToList();
        var velocity = fields.FindIndex(field => field.Components == Vector);
        if (velocity < 0) return ([], null);
        var (name, found, mesh) = (fields[velocity].Name, new List<Signal>(), window.Mesh);
        if (Probe.Liveliest(window.Snapshots, velocity) is { } probe)
        {
            var (row, component) = Math.DivRem(probe.Place, Vector);
            var places = fields[velocity].Association == FieldAssociation.Cell ? mesh.CellCentres : mesh.Points;
            found.Add(new("probe", Invariant($"{name}{"xyz"[component]} at ({places[3 * row]:G4}, {places[3 * row + 1]:G4}, {places[3 * row + 2]:G4}) m, where it varies most"), probe.At));
        }

        var pressure = fields.FirstOrDefault(field => field.Name == "p" && field.Association == FieldAssociation.Cell && field.Components == 1);
        if (pressure is null || fields[velocity].Association != FieldAssociation.Cell) return (found, null);
        var forces = BodyForce.Of(mesh, fields[velocity], viscosity);
        if (forces is null) return (found, null);
        var kind = forces.HasShear ? "pressure and shear" : "pressure alone: --viscosity brings in the shear";
        found.Add(new("lift", $"lift coefficient of the walls, {kind}", state => forces.Coefficient(state, forces.Across, pressure.Name, name)));
        found.Add(new("drag", $"drag coefficient of the walls, {kind}", state => forces.Coefficient(state, forces.Along, pressure.Name, name)));
        return (found, forces);
    }
}

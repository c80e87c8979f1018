namespace CfdBridge.OpenFoam;

/// <summary>The volume flux of a warm start: what the state says, or the velocity interpolated to the faces, made to keep mass.</summary>
static class CaseFlux
{
    /// <summary>Why the flux is left to the solver; null where it can be written.</summary>
    public static string? Obstacle(PolyMesh mesh, FieldTemplate? velocity, FieldTemplate? pressure, IEnumerable<string> fields) =>
        velocity is null || pressure is null ? "the case has no U and p"
        : pressure.Others.FirstOrDefault(entry => entry.Keyword == "dimensions") is not { } dimensions || DimensionText.Parse(pressure.Text(dimensions).Trim('[', ']')) != new Dimensions(0, 2, -2) ? "its p is not a kinematic pressure, so phi is no volume flux"
        : fields.FirstOrDefault(name => name.StartsWith("alpha", StringComparison.Ordinal)) is { } phase ? $"it has phases ({phase})"
        : mesh.Patches.FirstOrDefault(patch => patch.Kind.StartsWith("cyclic", StringComparison.Ordinal) || patch.IsCut) is { } coupled ? $"its patch {coupled.Name} is coupled to another ({coupled.Kind})"
        : null;

    /// <summary>The flux through all faces [faces], and how well it keeps mass.</summary>
    /// <param name="known">From the state; null for the interpolated velocity.</param>
    public static (double[] Faces, FluxBalance Balance) Of(PolyMesh mesh, FaceGeometry geometry, FieldBoundary velocity, FieldBoundary pressure, double[] cells, double[]? known)
    {
        var (flux, held) = (known is null ? Interpolated(mesh, geometry, cells) : (double[])known.Clone(), new bool[mesh.Owner.Length]);
        foreach (var patch in mesh.Patches)
        {
            var free = PatchRules.FixesPressure(pressure.TypeOf(patch.Name));
            var given = free && PatchRules.Of(velocity.TypeOf(patch.Name)) != PatchRule.Given ? null : Held(patch, velocity);
            for (var i = 0; i < patch.Size; i++)
            {
                var face = patch.Start + i;
                held[face] = !free || given is not null;
                if (given is not null) flux[face] = Through(geometry, face, given.AsSpan(3 * i, 3));
                else if (known is null) flux[face] = Through(geometry, face, cells.AsSpan(3 * mesh.Owner[face], 3));
            }
        }

        return (flux, new FluxProjection(mesh, geometry, held).Balance(flux));
    }

    static double[]? Held(PatchEntry patch, FieldBoundary velocity) => velocity.TypeOf(patch.Name) switch
    {
        "noSlip" or "slip" or "symmetry" or "symmetryPlane" or "empty" or "wedge" => new double[3 * patch.Size],
        _ when patch.Kind is "empty" or "wedge" or "symmetry" or "symmetryPlane" => new double[3 * patch.Size],
        var type when PatchRules.Of(type) == PatchRule.Given => velocity.ValuesOf(patch, ElementType.Vector),
        _ => null,
    };

    static double[] Interpolated(PolyMesh mesh, FaceGeometry geometry, double[] cells)
    {
        var flux = new double[mesh.Owner.Length];
        Span<double> value = stackalloc double[3];
        for (var face = 0; face < mesh.Neighbour.Length; face++)
        {
            var share = geometry.OwnerWeight(mesh, face);
            for (var axis = 0; axis < 3; axis++) value[axis] = share * cells[3 * mesh.Owner[face] + axis] + (1 - share) * cells[3 * mesh.Neighbour[face] + axis];
            flux[face] = Through(geometry, face, value);
        }

        return flux;
    }

    static double Through(FaceGeometry geometry, int face, ReadOnlySpan<double> velocity) =>
        geometry.Areas[3 * face] * velocity[0] + geometry.Areas[3 * face + 1] * velocity[1] + geometry.Areas[3 * face + 2] * velocity[2];
}

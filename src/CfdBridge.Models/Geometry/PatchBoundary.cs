namespace CfdBridge.Models;

/// <summary>The boundary of a mesh with patches: what each patch is follows from its kind, then from its name, then from the flow through it.</summary>
static class PatchBoundary
{
    public static IReadOnlyList<BoundaryPart> Of(Mesh mesh, FlowThrough? flow) => [.. mesh.Patches.Where(patch => patch.FaceCount > 0).Select(patch =>
    {
        int[][] faces = [.. Enumerable.Range(0, patch.FaceCount).Select(face => patch.FacePoints[patch.FaceOffsets[face]..patch.FaceOffsets[face + 1]])];
        return new BoundaryPart(patch.Name, ByKind(patch.Kind) ?? ByName(patch.Name) ?? flow?.RoleOf(faces, patch.FaceCells) ?? BoundaryRole.FarField, faces, patch.FaceCells);
    })];

    static BoundaryRole? ByKind(string kind) => kind.ToLowerInvariant() switch
    {
        "wall" or "mappedwall" => BoundaryRole.Wall,
        "empty" or "wedge" => BoundaryRole.Empty,
        "symmetry" or "symmetryplane" or "slip" => BoundaryRole.FarField,
        var other when other.StartsWith("cyclic", StringComparison.Ordinal) => BoundaryRole.Periodic,
        _ => null,
    };

    static BoundaryRole? ByName(string name)
    {
        bool Has(params string[] words) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
        return Has("inlet", "inflow") ? BoundaryRole.Inlet
            : Has("outlet", "outflow") ? BoundaryRole.Outlet
            : Has("wall") ? BoundaryRole.Wall
            : Has("farfield", "freestream", "slip", "symmetry") ? BoundaryRole.FarField
            : null;
    }
}

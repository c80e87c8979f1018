namespace CfdBridge.OpenFoam;

/// <summary>Which polyMesh directories, below each rank folder, make the mesh of a step.</summary>
/// <param name="Topology">Holds faces, owner, neighbour, boundary and the addressing.</param>
/// <param name="Points">Holds the points; another one where the mesh moves.</param>
sealed record MeshPlaces(string Topology, string Points)
{
    /// <param name="upToStep">Time directories with a polyMesh up to the step's time, latest first.</param>
    public static MeshPlaces Of(string region, IEnumerable<TimeDirectory> upToStep)
    {
        string? points = null;
        foreach (var directory in upToStep)
        {
            var place = Path.Combine(directory.Folder, "polyMesh");
            if (directory.HasPoints) points ??= place;
            if (directory.HasFaces) return new(place, points ?? place);
        }

        var constant = Path.Combine("constant", region, "polyMesh");
        return new(constant, points ?? constant);
    }
}

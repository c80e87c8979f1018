namespace CfdBridge.Vtk;

/// <summary>
/// The meshes met last. A run writes the same mesh with every step; comparing the numbers with a mesh at hand is ten
/// times cheaper than hashing them for a new one, and every snapshot then shares one object.
/// </summary>
sealed class MeshPool
{
    // Two, so that a case whose mesh alternates between two files is served as well.
    const int Kept = 2;

    readonly Lock gate = new();
    readonly List<Mesh> meshes = [];

    public Mesh Shared(double[] points, CellTable cells)
    {
        lock (gate)
        {
            var known = meshes.Find(m => Same(m, points, cells)) ?? new Mesh(points, cells);
            meshes.Remove(known);
            meshes.Insert(0, known);
            if (meshes.Count > Kept) meshes.RemoveAt(Kept);
            return known;
        }
    }

    static bool Same(Mesh mesh, double[] points, CellTable cells) =>
        mesh.Points.AsSpan().SequenceEqual(points)
        && mesh.Cells.Types.AsSpan().SequenceEqual(cells.Types)
        && mesh.Cells.Offsets.AsSpan().SequenceEqual(cells.Offsets)
        && mesh.Cells.Connectivity.AsSpan().SequenceEqual(cells.Connectivity)
        && mesh.Cells.Faces.AsSpan().SequenceEqual(cells.Faces);
}

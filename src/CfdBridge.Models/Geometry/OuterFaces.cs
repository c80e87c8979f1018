namespace CfdBridge.Models;

/// <summary>The faces that only one cell has.</summary>
static class OuterFaces
{
    public static List<(int[] Points, int Cell)> Of(Mesh mesh)
    {
        var faces = new Dictionary<(int, int, int), (int[] Points, int Cell, bool Shared)>();
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            foreach (var face in CellFaces.Of(mesh.Cells, cell))
            {
                var key = CellFaces.KeyOf(face);
                faces[key] = faces.ContainsKey(key) ? ([], cell, true) : (face, cell, false);
            }
        }

        return [.. faces.Values.Where(face => !face.Shared).Select(face => (face.Points, face.Cell))]; // in the order of the cells
    }
}

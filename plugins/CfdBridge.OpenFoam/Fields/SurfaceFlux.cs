namespace CfdBridge.OpenFoam;

/// <summary>
/// The flux through the faces, as a field on cells: what leaves each cell through each of its faces, in rising face number,
/// zeros after the last. So a library of runs can keep it, and engines can add it up, like any other field.
/// </summary>
static class SurfaceFlux
{
    public const string Class = "surfaceScalarField";

    /// <summary>The solver's name of the volume flux.</summary>
    public const string Name = "phi";

    /// <summary>Flux through each face [faces] to the outflow of each cell [cells, most faces of a cell].</summary>
    public static double[] OnCells(PolyMesh mesh, double[] faces)
    {
        var around = CellFaces.Of(mesh);
        var width = Width(mesh, around);
        var cells = new double[mesh.CellCount * width];
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var own = around[cell];
            for (var i = 0; i < own.Length; i++) cells[cell * width + i] = mesh.Owner[own[i]] == cell ? faces[own[i]] : -faces[own[i]];
        }

        return cells;
    }

    /// <summary>The way back [faces]: an inner face has the mean of what its two cells say. Null where the field does not fit the mesh.</summary>
    public static double[]? OnFaces(PolyMesh mesh, Field cells)
    {
        var around = CellFaces.Of(mesh);
        if (cells.Components != Width(mesh, around) || cells.Rows != mesh.CellCount) return null;
        var (values, faces) = (cells.ToDouble(), new double[mesh.Owner.Length]);
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var own = around[cell];
            for (var i = 0; i < own.Length; i++)
            {
                var share = own[i] < mesh.Neighbour.Length ? 0.5 : 1;
                faces[own[i]] += share * (mesh.Owner[own[i]] == cell ? 1 : -1) * values[cell * cells.Components + i];
            }
        }

        return faces;
    }

    /// <summary>Most faces of a cell.</summary>
    public static int Width(PolyMesh mesh) => Width(mesh, CellFaces.Of(mesh));

    static int Width(PolyMesh mesh, CellFaces around)
    {
        var width = 0;
        for (var cell = 0; cell < mesh.CellCount; cell++) width = Math.Max(width, around[cell].Length);
        return width;
    }
}

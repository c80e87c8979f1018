namespace CfdBridge.Vtk;

/// <summary>How many dimensions cells of a type have.</summary>
static class CellDimension
{
    public static int Of(CellType type) => (byte)type switch
    {
        1 or 2 => 0,                                             // vertices
        3 or 4 or 21 or 35 or 68 or 75 => 1,                     // lines: straight, quadratic, cubic, Lagrange, Bezier
        >= 5 and <= 9 => 2,                                      // triangles, quads, polygons
        22 or 23 or 28 or 30 or 34 or 36 => 2,                   // the quadratic faces
        69 or 70 or 76 or 77 => 2,                               // Lagrange and Bezier faces
        _ => 3,
    };

    /// <summary>The highest dimension among the cells; -1 without cells.</summary>
    public static int Of(CellTable cells)
    {
        var highest = -1;
        foreach (var type in cells.Types)
        {
            highest = Math.Max(highest, Of(type));
            if (highest == 3) break;
        }

        return highest;
    }
}

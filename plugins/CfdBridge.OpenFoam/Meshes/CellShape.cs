namespace CfdBridge.OpenFoam;

/// <summary>
/// Recognises the four solid shapes for which VTK has a type of its own, and puts their points into VTK's order. Only
/// the topology is looked at, so a moving mesh keeps its shapes.
/// </summary>
sealed class CellShape(PolyMesh mesh)
{
    readonly int[] above = new int[4];

    /// <summary>The shape's points; as many as the type found has.</summary>
    public int[] Points { get; } = new int[8];

    /// <summary>The cell's type; <see cref="Points"/> is filled unless it is a polyhedron.</summary>
    public CellType Of(int cell, ReadOnlySpan<int> faces)
    {
        var (triangles, quads, firstTriangle, firstQuad) = (0, 0, -1, -1);
        foreach (var face in faces)
        {
            switch (mesh.Faces[face].Length)
            {
                case 3:
                    if (triangles++ == 0) firstTriangle = face;
                    break;
                case 4:
                    if (quads++ == 0) firstQuad = face;
                    break;
                default:
                    return CellType.Polyhedron;
            }
        }

        var found = (triangles, quads) switch
        {
            (0, 6) when IsPrism(cell, faces, firstQuad) => CellType.Hexahedron,
            (2, 3) when IsPrism(cell, faces, firstTriangle) => CellType.Wedge,
            (4, 1) when IsCone(cell, faces, firstQuad) => CellType.Pyramid,
            (4, 0) when IsCone(cell, faces, firstTriangle) => CellType.Tetra,
            _ => CellType.Polyhedron,
        };
        // VTK wants the base of a wedge seen from the other side than that of a hexahedron.
        if (found == CellType.Wedge) (Points[1], Points[2], Points[4], Points[5]) = (Points[2], Points[1], Points[5], Points[4]);
        return found;
    }

    public static int PointsIn(CellType type) => type switch
    {
        CellType.Tetra => 4,
        CellType.Pyramid => 5,
        CellType.Wedge => 6,
        _ => 8,
    };

    // A base, quadrilaterals on each of its edges, and a top: hexahedron or wedge.
    bool IsPrism(int cell, ReadOnlySpan<int> faces, int baseFace)
    {
        var sides = FillBase(cell, baseFace);
        Array.Fill(above, -1);
        var topFace = -1;
        var edges = 0;
        foreach (var face in faces)
        {
            if (face == baseFace) continue;
            var points = mesh.Faces[face];
            if (EdgeOnBase(points, sides) is not (var corner, var at, var step))
            {
                if (topFace >= 0 || points.Length != sides) return false;
                topFace = face;
                continue;
            }

            if (points.Length != 4) return false;
            var first = points[(at - step + 4) % 4];
            var second = points[(at + 2 * step + 4) % 4];
            if (!Rises(corner, first, sides) || !Rises((corner + 1) % sides, second, sides)) return false;
            edges |= 1 << corner;
        }

        if (topFace < 0 || edges != (1 << sides) - 1) return false;
        above.AsSpan(0, sides).CopyTo(Points.AsSpan(sides));
        return IsRing(mesh.Faces[topFace], above.AsSpan(0, sides));
    }

    // A base and triangles on each of its edges to one more point: pyramid or tetrahedron.
    bool IsCone(int cell, ReadOnlySpan<int> faces, int baseFace)
    {
        var sides = FillBase(cell, baseFace);
        var apex = -1;
        var edges = 0;
        foreach (var face in faces)
        {
            if (face == baseFace) continue;
            var points = mesh.Faces[face];
            if (EdgeOnBase(points, sides) is not (var corner, var at, var step)) return false;
            var tip = points[(at + 2 * step + 3) % 3];
            if (apex >= 0 && tip != apex) return false;
            apex = tip;
            edges |= 1 << corner;
        }

        Points[sides] = apex;
        return edges == (1 << sides) - 1 && Points.AsSpan(0, sides).IndexOf(apex) < 0;
    }

    // The base with its normal into the cell.
    int FillBase(int cell, int baseFace)
    {
        var points = mesh.Faces[baseFace];
        points.CopyTo(Points);
        if (mesh.Owner[baseFace] == cell) Points.AsSpan(1, points.Length - 1).Reverse();
        return points.Length;
    }

    // Which edge (corner, corner + 1) of the base a face has: where its corner stands in the face, and which way the face goes along the edge.
    (int Corner, int At, int Step)? EdgeOnBase(ReadOnlySpan<int> face, int sides)
    {
        for (var at = 0; at < face.Length; at++)
        {
            var corner = Points.AsSpan(0, sides).IndexOf(face[at]);
            if (corner < 0) continue;
            var next = Points[(corner + 1) % sides];
            if (face[(at + 1) % face.Length] == next) return (corner, at, 1);
            if (face[(at + face.Length - 1) % face.Length] == next) return (corner, at, -1);
        }

        return null;
    }

    // Both sides at a corner must agree on the point above it.
    bool Rises(int corner, int point, int sides)
    {
        if (above[corner] >= 0 && above[corner] != point) return false;
        above[corner] = point;
        return Points.AsSpan(0, sides).IndexOf(point) < 0;
    }

    // Whether a face goes around these points, in either direction.
    static bool IsRing(ReadOnlySpan<int> face, ReadOnlySpan<int> ring)
    {
        var start = face.IndexOf(ring[0]);
        if (start < 0) return false;
        var n = ring.Length;
        var (forward, backward) = (true, true);
        for (var i = 1; i < n; i++)
        {
            forward &= face[(start + i) % n] == ring[i];
            backward &= face[(start - i + n) % n] == ring[i];
        }

        return forward || backward;
    }
}

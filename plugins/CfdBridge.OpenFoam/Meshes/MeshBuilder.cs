namespace CfdBridge.OpenFoam;

/// <summary>Makes VTK's cells from OpenFOAM's faces, cells in OpenFOAM's order.</summary>
static class MeshBuilder
{
    public static Mesh Build(PolyMesh mesh, string place)
    {
        var around = CellFaces.Of(mesh);
        var types = new CellType[mesh.CellCount];
        var offsets = new int[mesh.CellCount + 1];
        var shape = new CellShape(mesh);
        var unique = new UniquePoints(mesh.PointCount);
        var (points, stream) = (0L, 0L);
        for (var cell = 0; cell < types.Length; cell++)
        {
            var faces = around[cell];
            types[cell] = shape.Of(cell, faces);
            points += types[cell] == CellType.Polyhedron ? unique.Of(mesh, faces).Length : CellShape.PointsIn(types[cell]);
            if (types[cell] == CellType.Polyhedron) stream += StreamLength(mesh, faces);
            if (points > Array.MaxLength || stream > Array.MaxLength)
                throw new CaseFormatException(place, $"its {types.Length} cells have too many points", "The case is too large for one process.");
            offsets[cell + 1] = (int)points;
        }

        var connectivity = new int[points];
        var faceStream = new int[stream];
        var faceOffsets = stream == 0 ? [] : new int[types.Length];
        for (int cell = 0, at = 0; cell < types.Length; cell++)
        {
            var faces = around[cell];
            var into = connectivity.AsSpan(offsets[cell]..offsets[cell + 1]);
            if (types[cell] == CellType.Polyhedron)
            {
                unique.Of(mesh, faces).CopyTo(into);
                faceOffsets[cell] = at;
                at = WriteStream(mesh, cell, faces, faceStream, at);
                continue;
            }

            shape.Of(cell, faces);
            shape.Points.AsSpan(0, into.Length).CopyTo(into);
            if (stream > 0) faceOffsets[cell] = -1;
        }

        return new(mesh.Points, new(types, offsets, connectivity, faceStream, faceOffsets), [.. mesh.Patches.Select(p => PatchOf(mesh, p))]);
    }

    static long StreamLength(PolyMesh mesh, ReadOnlySpan<int> faces)
    {
        var length = 1L;
        foreach (var face in faces) length += 1 + mesh.Faces[face].Length;
        return length;
    }

    // The number of faces, then the size and the points of each, normals leaving the cell.
    static int WriteStream(PolyMesh mesh, int cell, ReadOnlySpan<int> faces, int[] into, int at)
    {
        into[at++] = faces.Length;
        foreach (var face in faces)
        {
            var points = mesh.Faces[face];
            into[at++] = points.Length;
            points.CopyTo(into.AsSpan(at));
            if (mesh.Owner[face] != cell) into.AsSpan(at + 1, points.Length - 1).Reverse();
            at += points.Length;
        }

        return at;
    }

    static Patch PatchOf(PolyMesh mesh, PatchEntry patch)
    {
        var begin = mesh.Faces.Offsets[patch.Start];
        var end = mesh.Faces.Offsets[patch.Start + patch.Size];
        var offsets = mesh.Faces.Offsets.AsSpan(patch.Start, patch.Size + 1).ToArray();
        for (var i = 0; i < offsets.Length; i++) offsets[i] -= begin;
        return new(patch.Name, patch.Kind, offsets, mesh.Faces.Points[begin..end], mesh.Owner.AsSpan(patch.Start, patch.Size).ToArray());
    }

    /// <summary>The points of a cell, each once, in the order in which its faces name them.</summary>
    sealed class UniquePoints(int pointCount)
    {
        readonly int[] seenIn = new int[pointCount];
        readonly List<int> points = [];
        int round;

        public ReadOnlySpan<int> Of(PolyMesh mesh, ReadOnlySpan<int> faces)
        {
            round++;
            points.Clear();
            foreach (var face in faces)
            {
                foreach (var point in mesh.Faces[face])
                {
                    if (seenIn[point] == round) continue;
                    seenIn[point] = round;
                    points.Add(point);
                }
            }

            return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points);
        }
    }
}

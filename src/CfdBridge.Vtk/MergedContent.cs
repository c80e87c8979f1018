namespace CfdBridge.Vtk;

/// <summary>
/// Several meshes as one, their cells and points one after the other; points on common borders stay double, as in
/// VTK's own readers. Lower-dimensional parts (walls beside volumes) and empty parts are left out; of the fields stay
/// those that all other parts have.
/// </summary>
static class MergedContent
{
    public static RawContent Of(string path, IReadOnlyList<RawContent> all)
    {
        var dimension = all.Max(part => CellDimension.Of(part.Cells));
        var parts = all.Where(part => dimension < 0 || CellDimension.Of(part.Cells) == dimension).ToArray();
        if (parts.Length == 1) return parts[0];
        try
        {
            return new(
                Concat(parts.Select(p => p.Points)),
                Cells(parts),
                [.. parts[0].Fields.Where(f => parts.All(p => Find(p, f) is not null)).Select(f => Join(f, parts))],
                all.Select(p => p.TimeSeconds).FirstOrDefault(t => t is not null));
        }
        catch (OverflowException tooLarge)
        {
            throw new CaseFormatException(path, "its pieces together are beyond 32-bit numbering", "Meshes of this size are not supported.", tooLarge);
        }
    }

    static CellTable Cells(RawContent[] parts)
    {
        int points = 0, corners = 0, faces = 0;
        var anyFaces = parts.Any(p => p.Cells.Faces.Length > 0);
        var offsets = new List<int[]> { new[] { 0 } };
        var connectivity = new List<int[]>();
        var streams = new List<int[]>();
        var starts = new List<int[]>();
        foreach (var part in parts)
        {
            var (firstPoint, firstCorner, firstFace) = (points, corners, faces);
            var cells = part.Cells;
            offsets.Add(Array.ConvertAll(cells.Offsets[1..], o => checked(o + firstCorner)));
            connectivity.Add(Array.ConvertAll(cells.Connectivity, p => checked(p + firstPoint)));
            if (anyFaces)
            {
                streams.Add(Renumbered(cells, firstPoint));
                starts.Add(cells.FaceOffsets.Length == 0
                    ? [.. Enumerable.Repeat(-1, cells.Count)]
                    : Array.ConvertAll(cells.FaceOffsets, s => s < 0 ? -1 : checked(s + firstFace)));
            }

            points = checked(points + part.Points.Length / 3);
            corners = checked(corners + cells.Connectivity.Length);
            faces = checked(faces + cells.Faces.Length);
        }

        return new(Concat(parts.Select(p => p.Cells.Types)), Concat(offsets), Concat(connectivity), Concat(streams), Concat(starts));
    }

    // Between the points of a face stream stand the counts, which stay.
    static int[] Renumbered(CellTable cells, int firstPoint)
    {
        var stream = (int[])cells.Faces.Clone();
        foreach (var start in cells.FaceOffsets)
        {
            if (start < 0) continue;
            var at = start + 1;
            for (var face = stream[start]; face > 0; face--)
            {
                var end = at + 1 + stream[at];
                for (at++; at < end; at++) stream[at] = checked(stream[at] + firstPoint);
            }
        }

        return stream;
    }

    static Field? Find(RawContent part, Field like) =>
        part.Fields.FirstOrDefault(f => f.Name == like.Name && f.Association == like.Association && f.Components == like.Components);

    static Field Join(Field like, RawContent[] parts)
    {
        var fields = parts.Select(p => Find(p, like)!).ToArray(); // the caller keeps only fields that all parts have
        return fields.Any(f => f.IsDouble)
            ? new(like.Name, like.Association, like.Components, Concat(fields.Select(f => f.ToDouble())))
            : new(like.Name, like.Association, like.Components, Concat(fields.Select(f => f.ToSingle())));
    }

    static T[] Concat<T>(IEnumerable<T[]> parts)
    {
        var all = parts.ToArray();
        var joined = new T[checked(all.Sum(p => p.Length))];
        var at = 0;
        foreach (var part in all)
        {
            part.CopyTo(joined, at);
            at += part.Length;
        }

        return joined;
    }
}

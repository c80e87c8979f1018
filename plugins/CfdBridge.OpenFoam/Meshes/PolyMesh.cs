namespace CfdBridge.OpenFoam;

/// <summary>A mesh as OpenFOAM keeps it: faces between an owner cell and, where they are inside, a neighbour cell.</summary>
/// <param name="Points">Coordinates [points, 3].</param>
/// <param name="Faces">Points of each face, the normal leaving the owner.</param>
/// <param name="Owner">Owner cell [faces].</param>
/// <param name="Neighbour">Neighbour cell [internal faces].</param>
/// <param name="Patches">The boundary, in the order of its faces.</param>
sealed record PolyMesh(double[] Points, FaceList Faces, int[] Owner, int[] Neighbour, IReadOnlyList<PatchEntry> Patches)
{
    public int PointCount => Points.Length / 3;

    public int CellCount { get; } = 1 + Math.Max(Owner.Length == 0 ? -1 : Owner.Max(), Neighbour.Length == 0 ? -1 : Neighbour.Max());

    /// <summary>Checks that every number names something that exists.</summary>
    /// <param name="place">Name of the polyMesh directory in messages.</param>
    public PolyMesh Checked(string place)
    {
        if (Faces.Count != Owner.Length) throw Damaged(place, "owner", $"expected {Faces.Count} labels (faces of the mesh), found {Owner.Length}");
        if (Neighbour.Length > Owner.Length) throw Damaged(place, "neighbour", $"expected at most {Owner.Length} labels (faces of the mesh), found {Neighbour.Length}");
        // A cell needs four faces at least; this bounds what is allocated for cells.
        if (4L * CellCount > (long)Owner.Length + Neighbour.Length)
            throw Damaged(place, "owner", $"cell {CellCount - 1} is named, but {Owner.Length} faces do not enclose so many cells");
        for (var face = 0; face < Owner.Length; face++)
        {
            if (Owner[face] < 0) throw Damaged(place, "owner", $"face {face} has the owner {Owner[face]}");
            if (face < Neighbour.Length && Neighbour[face] < 0) throw Damaged(place, "neighbour", $"face {face} has the neighbour {Neighbour[face]}");
            if (face < Neighbour.Length && Neighbour[face] == Owner[face]) throw Damaged(place, "neighbour", $"face {face} has cell {Owner[face]} on both sides");
            foreach (var point in Faces[face])
            {
                if ((uint)point >= (uint)PointCount) throw Damaged(place, "faces", $"face {face} names point {point}, but there are {PointCount} points");
            }
        }

        var next = Neighbour.Length;
        foreach (var patch in Patches)
        {
            if (patch.Start != next || patch.Size < 0 || patch.Size > Owner.Length - next)
                throw Damaged(place, "boundary", $"patch {patch.Name} has {patch.Size} faces from {patch.Start}, expected to begin at {next} and to end by {Owner.Length}");
            next += patch.Size;
        }

        return next == Owner.Length ? this : throw Damaged(place, "boundary", $"the patches end at face {next}, but there are {Owner.Length} faces");
    }

    static CaseFormatException Damaged(string place, string file, string fact) => new($"{place}/{file}", fact, "Write the mesh again; this one is damaged.");
}

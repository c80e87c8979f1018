namespace CfdBridge;

/// <summary>
/// Cells in VTK's own layout, so that nothing is translated on the way to and from VTK: cell <c>c</c> has the points
/// <c>Connectivity[Offsets[c] .. Offsets[c + 1]]</c>.
/// </summary>
public sealed class CellTable
{
    /// <summary>Takes ownership of the arrays, which must not change afterwards.</summary>
    /// <param name="types">VTK cell type of each cell [cells].</param>
    /// <param name="offsets">Where each cell's points begin, and the end of the last [cells + 1].</param>
    /// <param name="connectivity">Point numbers of all cells, one after the other.</param>
    /// <param name="faces">
    /// Face streams of the polyhedra (VTK's <c>faces</c> array): number of faces, then for each face its number of points and its points.
    /// </param>
    /// <param name="faceOffsets">Where each cell's face stream begins in <paramref name="faces"/>, or -1 for cells other than polyhedra [cells]; empty when there is no polyhedron.</param>
    public CellTable(CellType[] types, int[] offsets, int[] connectivity, int[]? faces = null, int[]? faceOffsets = null)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(connectivity);
        Types = types;
        Offsets = offsets;
        Connectivity = connectivity;
        Faces = faces ?? [];
        FaceOffsets = faceOffsets ?? [];
        ExpectConsistency();
    }

    /// <summary>VTK cell type of each cell [cells].</summary>
    public CellType[] Types { get; }

    /// <summary>Where each cell's points begin in <see cref="Connectivity"/>, and the end of the last [cells + 1].</summary>
    public int[] Offsets { get; }

    /// <summary>Point numbers of all cells, one after the other.</summary>
    public int[] Connectivity { get; }

    /// <summary>Face streams of the polyhedra; empty when there is none.</summary>
    public int[] Faces { get; }

    /// <summary>Where each cell's face stream begins, -1 for cells other than polyhedra [cells]; empty when there is no polyhedron.</summary>
    public int[] FaceOffsets { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Types.Length;

    /// <summary>The points of one cell, in VTK's order for its type.</summary>
    public ReadOnlySpan<int> PointsOf(int cell) => Connectivity.AsSpan(Offsets[cell]..Offsets[cell + 1]);

    internal void ExpectPointsBelow(int pointCount)
    {
        foreach (var point in Connectivity)
        {
            if ((uint)point >= (uint)pointCount)
                throw new CaseFormatException("mesh", $"a cell names point {point}, but there are {pointCount} points", "Write the mesh again; this one is damaged.");
        }

        ForEachFacePoint(point =>
        {
            if ((uint)point >= (uint)pointCount)
                throw new CaseFormatException("mesh", $"a polyhedron's face names point {point}, but there are {pointCount} points", "Write the mesh again; this one is damaged.");
        });
    }

    void ForEachFacePoint(Action<int> visit)
    {
        for (var cell = 0; cell < FaceOffsets.Length; cell++)
        {
            if (FaceOffsets[cell] < 0) continue;
            var at = FaceOffsets[cell];
            var faces = Faces[at++];
            for (var face = 0; face < faces; face++)
            {
                var points = Faces[at++];
                for (var point = 0; point < points; point++) visit(Faces[at++]);
            }
        }
    }

    void ExpectConsistency()
    {
        if (Offsets.Length != Types.Length + 1 || Offsets[0] != 0 || Offsets[^1] != Connectivity.Length)
            throw new CaseFormatException("mesh", $"{Types.Length} cells need {Types.Length + 1} offsets from 0 to {Connectivity.Length}, found {Offsets.Length}", "Write the mesh again; this one is damaged.");
        for (var cell = 0; cell < Types.Length; cell++)
        {
            if (Offsets[cell + 1] < Offsets[cell])
                throw new CaseFormatException("mesh", $"cell {cell} has a negative number of points", "Write the mesh again; this one is damaged.");
        }

        if (FaceOffsets.Length != 0 && FaceOffsets.Length != Types.Length)
            throw new CaseFormatException("mesh", $"{Types.Length} cells need as many face offsets, found {FaceOffsets.Length}", "Write the mesh again; this one is damaged.");
        for (var cell = 0; cell < Types.Length; cell++)
        {
            if (Types[cell] == CellType.Polyhedron && (FaceOffsets.Length == 0 || FaceOffsets[cell] < 0))
                throw new CaseFormatException("mesh", $"cell {cell} is a polyhedron without faces", "Write the mesh again; this one is damaged.");
        }

        foreach (var start in FaceOffsets)
        {
            if (start >= 0) ExpectFaceStream(start);
        }
    }

    void ExpectFaceStream(int start)
    {
        long at = start;
        var faces = at < Faces.Length ? Faces[at++] : -1;
        for (var face = 0; face < faces && at >= 0; face++)
        {
            var points = at < Faces.Length ? Faces[at] : -1;
            at = points < 0 ? -1 : at + 1 + points;
        }

        if (faces < 0 || at < 0 || at > Faces.Length)
            throw new CaseFormatException("mesh", "a polyhedron's face stream is cut short", "Write the mesh again; this one is damaged.");
    }
}

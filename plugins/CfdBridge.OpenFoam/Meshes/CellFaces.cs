namespace CfdBridge.OpenFoam;

/// <summary>The faces around each cell, in rising face number: cell <c>c</c> has <c>Faces[Offsets[c] .. Offsets[c + 1]]</c>.</summary>
sealed record CellFaces(int[] Offsets, int[] Faces)
{
    public ReadOnlySpan<int> this[int cell] => Faces.AsSpan(Offsets[cell]..Offsets[cell + 1]);

    public static CellFaces Of(PolyMesh mesh)
    {
        var offsets = new int[mesh.CellCount + 1];
        foreach (var cell in mesh.Owner) offsets[cell + 1]++;
        foreach (var cell in mesh.Neighbour) offsets[cell + 1]++;
        for (var cell = 0; cell < mesh.CellCount; cell++) offsets[cell + 1] += offsets[cell];
        var faces = new int[offsets[^1]];
        var next = offsets.AsSpan(..^1).ToArray();
        for (var face = 0; face < mesh.Owner.Length; face++)
        {
            faces[next[mesh.Owner[face]]++] = face;
            if (face < mesh.Neighbour.Length) faces[next[mesh.Neighbour[face]]++] = face;
        }

        return new(offsets, faces);
    }
}

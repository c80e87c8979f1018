namespace CfdBridge.OpenFoam;

/// <summary>Faces as points one after the other: face <c>f</c> has <c>Points[Offsets[f] .. Offsets[f + 1]]</c>.</summary>
sealed record FaceList(int[] Offsets, int[] Points)
{
    // "3(0 1 2)"
    const int ShortestFaceText = 8;

    // Far above any real face, and small enough to be believed without looking.
    const int MostFacePoints = 1 << 16;

    public int Count => Offsets.Length - 1;

    public ReadOnlySpan<int> this[int face] => Points.AsSpan(Offsets[face]..Offsets[face + 1]);

    public static FaceList Read(FoamStream stream, FoamHeader header) =>
        header.Class == "faceCompactList" ? Compact(stream, header) : Nested(stream, header);

    // Two lists of labels: where each face begins (and the last ends), and the points of all.
    static FaceList Compact(FoamStream stream, FoamHeader header)
    {
        var offsets = LabelList.Read(stream, header);
        var points = LabelList.Read(stream, header);
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != points.Length)
            throw stream.Error($"{offsets.Length} face offsets must go from 0 to the number of points in faces ({points.Length})", "Write the mesh again; this one is damaged.");
        for (var face = 0; face + 1 < offsets.Length; face++)
        {
            if (offsets[face + 1] - (long)offsets[face] < 3)
                throw stream.Error($"face {face} has {offsets[face + 1] - (long)offsets[face]} points", "Write the mesh again; this one is damaged.");
        }

        return new(offsets, points);
    }

    static FaceList Nested(FoamStream stream, FoamHeader header)
    {
        var count = Numbers.NextCount(stream);
        DeclaredSize.Check(stream, count, ShortestFaceText, numbers: 1);
        stream.SkipSpace();
        stream.Expect('(', $"a list of {count} faces has no opening bracket");
        var offsets = new int[DeclaredSize.FirstRoom(stream, (int)count + 1)];
        var points = new int[Math.Min(4 * count, DeclaredSize.FirstChunk)];
        for (var face = 0; face < count; face++)
        {
            var size = Numbers.NextCount(stream);
            if (size is < 3 or > MostFacePoints) throw stream.Error($"face {face} has {size} points", "Write the mesh again; this one is damaged.");
            DeclaredSize.Check(stream, size, header.IsBinary ? header.LabelBytes : 2, numbers: 1);
            stream.SkipSpace();
            if (!stream.Take('(')) throw stream.Error($"face {face} has no opening bracket", FoamStream.StillWriting);
            var at = offsets[face];
            if (at + size > Array.MaxLength) throw stream.Error("the faces have more points than can be read", "The case is too large for one process.");
            if (at + size > points.Length) Array.Resize(ref points, (int)Math.Min(Math.Max(at + size, 2L * points.Length), Array.MaxLength));
            ReadFace(stream, header, points.AsSpan(at, (int)size));
            stream.SkipSpace();
            if (!stream.Take(')')) throw stream.Error($"face {face} is not closed after its {size} points", FoamStream.StillWriting);
            if (face + 1 == offsets.Length) DeclaredSize.Grow(ref offsets, (int)count + 1);
            offsets[face + 1] = at + (int)size;
        }

        stream.SkipSpace();
        stream.Expect(')', $"the list is not closed after its {count} faces");
        Array.Resize(ref points, offsets[^1]);
        return new(offsets, points);
    }

    static void ReadFace(FoamStream stream, FoamHeader header, Span<int> into)
    {
        if (header.IsBinary)
        {
            LabelList.ReadElements(stream, header, into.Length).CopyTo(into);
            return;
        }

        for (var i = 0; i < into.Length; i++) into[i] = Numbers.NextLabel(stream);
    }
}

namespace CfdBridge.OpenFoam;

/// <summary>Reads <c>polyMesh/boundary</c>: a number of named dictionaries in brackets.</summary>
static class BoundaryFile
{
    public static IReadOnlyList<PatchEntry> Read(FoamStream stream, FoamHeader header)
    {
        if (header.Class != "polyBoundaryMesh")
            throw stream.Error($"the file holds a {header.Class}, expected a polyBoundaryMesh", "Write the mesh again; this one is damaged.");
        var declared = Numbers.NextCount(stream);
        stream.SkipSpace();
        var patches = new List<PatchEntry>();
        if (declared == 0 && stream.Peek() != '(') return patches;
        stream.Expect('(', "the list of patches has no opening bracket");
        var tokens = new Tokenizer(stream);
        var parser = new DictionaryParser(stream, header, includes: null, capture: null);
        for (var token = tokens.Next(); !token.Is(')'); token = tokens.Next())
        {
            if (token.Kind is not (TokenKind.Word or TokenKind.Text)) throw stream.Error($"expected the name of a patch, found {token}", FoamStream.StillWriting);
            var entries = new FoamDictionary($"{stream.Name}, line {token.Line}", parent: null);
            stream.SkipSpace();
            stream.Expect('{', $"patch {token.Text} has no opening brace");
            parser.ReadBody(entries);
            patches.Add(PatchOf(token.Text, entries));
        }

        return patches.Count == declared
            ? patches
            : throw stream.Error($"expected {declared} patches, found {patches.Count}", "Write the mesh again; this one is damaged.");
    }

    static PatchEntry PatchOf(string name, FoamDictionary entries) =>
        new(name, entries.TextOf("type") ?? throw Missing(name, entries, "type"), Label(name, entries, "startFace"), Label(name, entries, "nFaces"), entries.TextOf("referPatch"));

    static int Label(string patch, FoamDictionary entries, string keyword) => entries.NumberOf(keyword) switch
    {
        null => throw Missing(patch, entries, keyword),
        >= 0 and <= int.MaxValue and var number when number == Math.Floor(number) => (int)number,
        var number => throw new CaseFormatException(entries.Place, $"{keyword} of patch {patch} is {number}", "Write the mesh again; this one is damaged."),
    };

    static CaseFormatException Missing(string patch, FoamDictionary entries, string keyword) =>
        new(entries.Place, $"patch {patch} has no {keyword}", "Write the mesh again; this one is damaged.");
}

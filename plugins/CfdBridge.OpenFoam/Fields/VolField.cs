namespace CfdBridge.OpenFoam;

/// <summary>Reads the internal field of <c>volScalarField</c> and the like.</summary>
static class VolField
{
    // 9 numbers of at most 32 characters each.
    const long MostTextOfCell = 9 * 32;

    /// <summary>One rank's part of a field.</summary>
    sealed record Part(ElementType Type, Array Values, Dimensions? Dimensions);

    /// <summary>Reads a field from all ranks, rows in the order of the whole mesh.</summary>
    /// <param name="folder">The step's directory (with its region) below each rank folder.</param>
    /// <param name="cellCount">Cells of the whole mesh.</param>
    /// <param name="map">Where the ranks' cells belong, or null for a serial case.</param>
    public static Field Read(RankFiles files, string folder, string name, int cellCount, RankMap? map)
    {
        var parts = files.Read(Path.Combine(folder, name), (rank, path, stream, header) => map is null
            ? ReadPart(files, path, stream, header, cellCount, "cells of the mesh")
            : ReadPart(files, path, stream, header, map.Cells[rank].Length, $"cells of rank {rank}"), MostTextOfCell * cellCount);
        var type = parts[0].Type;
        var odd = Array.FindIndex(parts, p => p.Type != type);
        if (odd >= 0)
            throw new CaseFormatException(files.Folder.NameOf(files.First(Path.Combine(folder, name))), $"rank 0 has {type.Plural}, but rank {odd} has {parts[odd].Type.Plural}", FoamStream.StillWriting);
        return Whole(parts, map) switch
        {
            float[] single => new(name, FieldAssociation.Cell, type.Components, single, parts[0].Dimensions),
            var values => new(name, FieldAssociation.Cell, type.Components, (double[])values, parts[0].Dimensions),
        };
    }

    static Array Whole(Part[] parts, RankMap? map)
    {
        if (map is null) return parts[0].Values;
        var components = parts[0].Type.Components;
        return parts.All(p => p.Values is float[])
            ? map.Gather([.. parts.Select(p => (float[])p.Values)], components)
            : map.Gather([.. parts.Select(p => p.Values as double[] ?? Array.ConvertAll((float[])p.Values, x => (double)x))], components);
    }

    static Part ReadPart(RankFiles files, string path, FoamStream stream, FoamHeader header, int rows, string rowsOf)
    {
        var type = ElementType.OfVolField(header.Class)
            ?? throw stream.Error($"the file holds a {header.Class}", "Only fields on cells can be read: volScalarField, volVectorField, volSphericalTensorField, volSymmTensorField, volTensorField.");
        var capture = new ListCapture("internalField", (at, format, written, count) => ReadList(at, format, type, written, count, rows, rowsOf));
        var includes = new IncludeScope(files.Folder, path, files.CancellationToken);
        var top = new DictionaryParser(stream, header, includes, capture).ReadFile();
        var entry = top.Find("internalField") ?? throw stream.Error("the file has no internalField", FoamStream.StillWriting);
        if (top.Find("boundaryField")?.Dictionary is null) throw stream.Error("the file ends before its boundaryField", FoamStream.StillWriting);
        var values = ValuesOf(MacroExpansion.Resolve(entry, top), entry, type, rows, header.IsSingle);
        return new(type, values, DimensionsOf(top));
    }

    static Array ReadList(FoamStream stream, FoamHeader header, ElementType type, string? written, long count, int rows, string rowsOf)
    {
        if (written is not null && written != type.Name)
            throw stream.Error($"a List<{written}> stands where {type.Plural} are expected", "Write the field again; this one is damaged.");
        if (count != rows)
            throw stream.Error($"expected {rows} {type.Plural} ({rowsOf}), found {count}", "Does the field belong to this mesh? Is the solver still writing? Otherwise write the step again.");
        return RealList.Read(stream, header, type, count);
    }

    static Array ValuesOf(IReadOnlyList<Token> tokens, FoamEntry entry, ElementType type, int rows, bool isSingle) => tokens switch
    {
        [{ Kind: TokenKind.Word, Text: "nonuniform" }, { Kind: TokenKind.List, Values: { } values }] => values,
        [{ Kind: TokenKind.Word, Text: "uniform" }, ..] => Uniform([.. tokens.Skip(1)], entry, type, rows, isSingle),
        [{ Kind: TokenKind.Word, Text: "nonuniform" }, { Kind: TokenKind.List }] =>
            throw new CaseFormatException(entry.Place, "the list of internalField stands in another entry", "Write the list in internalField itself."),
        [] => throw new CaseFormatException(entry.Place, "internalField is empty", FoamStream.StillWriting),
        [var first, ..] => throw new CaseFormatException(entry.Place, $"expected \"uniform\" or \"nonuniform\" with a list, found {first}", "Write the field again; this one is damaged."),
    };

    static Array Uniform(IReadOnlyList<Token> tokens, FoamEntry entry, ElementType type, int rows, bool isSingle)
    {
        var hasBrackets = tokens.Count > 2 && tokens[0].Is('(') && tokens[^1].Is(')');
        var one = (hasBrackets ? tokens.Skip(1).SkipLast(1) : tokens).Select(token => NumberOf(token, entry)).ToArray();
        if (one.Length != type.Components)
            throw new CaseFormatException(entry.Place, $"expected {type.Components} numbers of a {type.Name} after \"uniform\", found {one.Length}", "Write the field again; this one is damaged.");
        if (isSingle) return Repeated(Array.ConvertAll(one, x => (float)x), rows);
        return Repeated(one, rows);
    }

    static T[] Repeated<T>(T[] one, int rows)
    {
        var values = new T[checked(rows * one.Length)];
        for (var i = 0; i < values.Length; i++) values[i] = one[i % one.Length];
        return values;
    }

    // "nan" and "inf" come as words.
    static double NumberOf(Token token, FoamEntry entry) => token.Kind switch
    {
        TokenKind.Number => token.Number,
        TokenKind.Word when Numbers.TryParse(token.Text, out var number) => number,
        _ => throw new CaseFormatException(entry.Place, $"expected a number after \"uniform\", found {token}", "Write the field again; this one is damaged."),
    };

    static Dimensions? DimensionsOf(FoamDictionary top) =>
        top.Find("dimensions") is { } entry && MacroExpansion.Resolve(entry, top) is [{ Kind: TokenKind.Dimensions } only] ? DimensionText.Parse(only.Text) : null;
}

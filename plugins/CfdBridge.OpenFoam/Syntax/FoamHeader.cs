namespace CfdBridge.OpenFoam;

/// <summary>What the <c>FoamFile</c> dictionary at the top of a file says about the rest of it.</summary>
/// <param name="Class">Type of the contents, such as <c>volVectorField</c>.</param>
/// <param name="IsBinary">Whether lists of numbers are raw.</param>
/// <param name="LabelBytes">Bytes of a whole number in raw lists.</param>
/// <param name="ScalarBytes">Bytes of a real number in raw lists.</param>
sealed record FoamHeader(string Class, bool IsBinary, int LabelBytes, int ScalarBytes)
{
    /// <summary>For text without a header.</summary>
    public static readonly FoamHeader Text = new("dictionary", IsBinary: false, 4, 8);

    public bool IsBlocks => Class == "decomposedBlockData";

    /// <summary>What newer versions say here about the blocks; older ones say it in the first block.</summary>
    public FoamHeader? OfBlocks { get; init; }

    /// <summary>Raw numbers keep the precision in which they were written; text is read as double.</summary>
    public bool IsSingle => IsBinary && ScalarBytes == 4;

    /// <summary>Reads the header, or returns null and leaves the stream where it is when the text does not begin with one.</summary>
    public static FoamHeader? TryRead(FoamStream stream)
    {
        stream.SkipSpace();
        stream.Ensure(8);
        if (!stream.Window.StartsWith("FoamFile"u8))
        {
            return stream.Window.IsEmpty || !"FoamFile"u8.StartsWith(stream.Window)
                ? null
                : throw stream.Error("the file ends in its header", FoamStream.StillWriting);
        }

        var place = $"{stream.Name}, line {stream.Line}";
        stream.Advance(8);
        stream.SkipSpace();
        stream.Expect('{', "the header FoamFile has no opening brace");
        var entries = new FoamDictionary(place, parent: null);
        new DictionaryParser(stream, Text, includes: null, capture: null).ReadBody(entries);
        return From(entries, place);
    }

    /// <summary>Reads the header of a file that must have one.</summary>
    public static FoamHeader Read(FoamStream stream)
    {
        if (TryRead(stream) is { } header) return header;
        throw stream.Peek() < 0
            ? new CaseFormatException(stream.Name, "the file is empty", FoamStream.StillWriting)
            : stream.Error("the header FoamFile is missing", "This is not an OpenFOAM file; write it again or remove it.");
    }

    static FoamHeader From(FoamDictionary entries, string place)
    {
        var kind = entries.TextOf("class") ?? throw new CaseFormatException(place, "the header names no class", "Write the file again; this one is damaged.");
        var isBinary = IsBinaryFormat(entries.TextOf("format"), place);
        // Before "arch" existed, and in text, everybody had these.
        var (labelBits, scalarBits) = (32, 64);
        foreach (var part in (entries.TextOf("arch") ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (part == "MSB" && isBinary)
                throw new CaseFormatException(place, "the binary file is big-endian (MSB)", "Convert it with foamFormatConvert to ascii on a machine that reads it.");
            if (part.StartsWith("label=", StringComparison.Ordinal)) labelBits = Bits(part["label=".Length..], place);
            if (part.StartsWith("scalar=", StringComparison.Ordinal)) scalarBits = Bits(part["scalar=".Length..], place);
        }

        var header = new FoamHeader(kind, isBinary, labelBits / 8, scalarBits / 8);
        return entries.TextOf("data.class") is { } inner
            ? header with { OfBlocks = header with { Class = inner, IsBinary = IsBinaryFormat(entries.TextOf("data.format"), place) } }
            : header;
    }

    static bool IsBinaryFormat(string? format, string place) => format switch
    {
        "binary" => true,
        "ascii" or null => false,
        _ => throw new CaseFormatException(place, $"the format \"{format}\" is unknown", "Known: ascii, binary. Convert the file with foamFormatConvert."),
    };

    static int Bits(string text, string place) => text switch
    {
        "32" => 32,
        "64" => 64,
        _ => throw new CaseFormatException(place, $"numbers of {text} bits are unknown", "Known: 32, 64. Write the file again; this one is damaged."),
    };
}

using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace CfdBridge.OpenFoam;

/// <summary>A field's file of the case that a warm start is made for: all of it is kept but the values.</summary>
sealed partial class FieldTemplate
{
    readonly byte[] bytes;
    readonly IReadOnlyList<EntrySpan> entries;

    FieldTemplate(string name, string place, byte[] bytes, FoamHeader header)
    {
        (Name, Place, this.bytes, Header) = (name, place, bytes, header);
        entries = new EntrySpans(bytes, header, place).Read();
        Internal = entries.LastOrDefault(entry => entry.Keyword == "internalField")
            ?? throw new CaseFormatException(place, "it has no internalField", "Write the field again; a warm start keeps everything else of it.");
        Boundary = entries.LastOrDefault(entry => entry.Keyword == "boundaryField" && entry.Children is not null)
            ?? throw new CaseFormatException(place, "it has no boundaryField", "Write the field again; a warm start keeps its boundary conditions.");
    }

    public string Name { get; }

    /// <summary>The file, in messages.</summary>
    public string Place { get; }

    public FoamHeader Header { get; }

    public EntrySpan Internal { get; }

    public EntrySpan Boundary { get; }

    /// <summary>The entries between the header and the boundary in their order: dimensions, definitions, includes.</summary>
    public IEnumerable<EntrySpan> Others => entries.Where(entry => entry.Keyword != "FoamFile" && entry != Internal && entry != Boundary);

    /// <summary>Whether a list of numbers of a known type is kept, which only the format of this file can hold.</summary>
    public bool HasTypedLists => TypedList().IsMatch(Encoding.Latin1.GetString(bytes, Boundary.Start, Boundary.End - Boundary.Start));

    /// <summary>Reads the file, packed or not; null where it is no field on cells or faces of one process.</summary>
    public static FieldTemplate? Read(CaseFolder folder, string path, CancellationToken cancellationToken)
    {
        FoamHeader header;
        using (var stream = FoamFiles.Open(folder, path, cancellationToken))
        {
            if (FoamHeader.TryRead(stream) is not { } read || (ElementType.OfVolField(read.Class) is null && read.Class != SurfaceFlux.Class)) return null;
            header = read;
        }

        return new(Path.GetFileName(path), folder.NameOf(path), Bytes(path), header);
    }

    public int Length => bytes.Length;

    public ReadOnlySpan<byte> Raw(int start, int end) => bytes.AsSpan(start..end);

    public string Text(EntrySpan entry) => Encoding.Latin1.GetString(bytes, entry.ValueStart, entry.End - entry.ValueStart).TrimEnd(';', ' ', '\n', '\t', '\r');

    static byte[] Bytes(string path)
    {
        if (File.Exists(path)) return File.ReadAllBytes(path);
        using var unpacked = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        unpacked.CopyTo(whole);
        return whole.ToArray();
    }

    [GeneratedRegex(@"\bList<\w+>\s*[1-9]")]
    private static partial Regex TypedList();
}

using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Vtk;

/// <summary>Files of every kind that VTK itself can write, and what ParaView reads in them; made once for all tests.</summary>
public sealed class ForeignFiles : IDisposable
{
    readonly TempFolder folder = new();
    readonly Lazy<IReadOnlyDictionary<string, DumpedDataset>> judged;

    public ForeignFiles()
    {
        Judge.Python(Judge.Tests("judge", "make_vtk.py"), folder.Path);
        judged = new(() => Judge.Datasets(Names.Select(At)));
    }

    /// <summary>Every file that stands for itself.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. new[] { "ascii", "base64", "base64-zlib", "appended-raw", "appended-zlib64", "appended-encoded", "appended-lz4", "appended-lzma", "big-endian" }
            .Select(encoding => $"unstructured-{encoding}.vtu"),
        .. from kind in new[] { ("surface", "vtp"), ("image", "vti"), ("rectilinear", "vtr"), ("structured", "vts") }
           from encoding in new[] { "ascii", "base64", "appended-zlib64" }
           select $"{kind.Item1}-{encoding}.{kind.Item2}",
        .. from kind in new[] { "unstructured", "surface", "image", "rectilinear", "structured" }
           from encoding in new[] { "ascii", "binary" }
           select $"{kind}-{encoding}.vtk",
        "image-flat.vti", "image-line.vti", "pieces.pvtu", "pieces.pvtp", "halves.pvti",
    ];

    public string At(string name) => folder.At(name);

    internal DumpedDataset Judged(string name) => judged.Value[At(name)];

    public void Dispose() => folder.Dispose();
}

/// <summary>Tests that share <see cref="ForeignFiles"/>.</summary>
[CollectionDefinition(Name)]
public sealed class ForeignFilesCollection : ICollectionFixture<ForeignFiles>
{
    public const string Name = "files that VTK wrote";
}

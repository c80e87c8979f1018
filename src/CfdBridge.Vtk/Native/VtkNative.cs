using System.Runtime.InteropServices;

namespace CfdBridge.Vtk;

/// <summary>The functions of <c>cfdb_vtk.h</c>, name for name.</summary>
static partial class VtkNative
{
    public const int Ok = 0;
    public const int BadFile = 1;

    const string Library = "cfdb_vtk";

    [LibraryImport(Library, EntryPoint = "cfdb_error_text")]
    public static partial int ErrorText(Span<byte> text, int capacity, out int length);

    [LibraryImport(Library, EntryPoint = "cfdb_library_version")]
    public static partial int LibraryVersion(out int major, out int minor, out int build);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_create")]
    public static partial int GridCreate(out GridHandle grid);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_set_points")]
    public static partial int GridSetPoints(GridHandle grid, nint points, long count);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_set_cells")]
    public static partial int GridSetCells(GridHandle grid, in NativeCells cells);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_add_array", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GridAddArray(GridHandle grid, int association, string name, int components, long rows, NumberType type, nint values);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_set_time")]
    public static partial int GridSetTime(GridHandle grid, double time);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_write", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GridWrite(GridHandle grid, string path, VtuDataMode mode, int level);

    [LibraryImport(Library, EntryPoint = "cfdb_grid_free")]
    public static partial int GridFree(nint grid);

    [LibraryImport(Library, EntryPoint = "cfdb_probe_create")]
    public static partial int ProbeCreate(GridHandle grid, ReadOnlySpan<double> places, long count, out ProbeHandle probe, out long outside);

    [LibraryImport(Library, EntryPoint = "cfdb_probe_apply")]
    public static partial int ProbeApply(ProbeHandle probe, ReadOnlySpan<float> values, ReadOnlySpan<byte> known, int components, Span<float> result);

    [LibraryImport(Library, EntryPoint = "cfdb_probe_free")]
    public static partial int ProbeFree(nint probe);

    /// <summary>Turns a status into an exception about <paramref name="thing"/>.</summary>
    public static void Expect(int status, string thing, string fix)
    {
        if (status == Ok) return;
        Span<byte> text = stackalloc byte[4096];
        _ = ErrorText(text, text.Length, out var length); // fails only for bad arguments
        throw new NativeException(thing, VtkComplaint.Gist(text[..Math.Min(length, text.Length)]), fix);
    }
}

/// <summary>Number types of arrays, by the shim's own numbers.</summary>
enum NumberType
{
    Float = 0,
    Double = 1,
    UInt8 = 2,
}

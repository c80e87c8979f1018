using System.Runtime.InteropServices;
using System.Security;

namespace CfdBridge.Vtk;

/// <summary>
/// A VTK grid over managed arrays, without a copy: the arrays are held still until the grid is disposed, because VTK
/// keeps pointers to them between calls.
/// </summary>
sealed class PinnedGrid : IDisposable
{
    const string Fix = "Report this with the mesh: it is a fault of CfdBridge.";

    const int Whole = 2; // beside the two field associations

    readonly List<GCHandle> pins = [];
    readonly GridHandle grid;

    public PinnedGrid(Mesh mesh)
    {
        VtkNative.Expect(VtkNative.GridCreate(out grid), "VTK", Fix);
        var cells = mesh.Cells;
        VtkNative.Expect(VtkNative.GridSetPoints(grid, Pin(mesh.Points), mesh.Points.Length), "mesh points", Fix);
        var pinned = new NativeCells(
            Pin(cells.Types), Pin(cells.Offsets), Pin(cells.Connectivity), Pin(cells.Faces), Pin(cells.FaceOffsets),
            cells.Count, cells.Connectivity.Length, cells.Faces.Length);
        VtkNative.Expect(VtkNative.GridSetCells(grid, pinned), "mesh cells", Fix);
    }

    public void Add(Field field)
    {
        Array values = field.IsDouble ? field.ToDouble() : field.ToSingle();
        var type = field.IsDouble ? NumberType.Double : NumberType.Float;
        Add(field.Association, field.Name, field.Components, field.Rows, type, values);
    }

    public void Add(FieldAssociation association, string name, int components, int rows, NumberType type, Array values) =>
        VtkNative.Expect(VtkNative.GridAddArray(grid, (int)association, Escaped(name), components, rows, type, Pin(values)), name, Fix);

    /// <summary>A number of the dataset as a whole; such arrays stand first in a file.</summary>
    public void AddWhole(string name, byte value) =>
        VtkNative.Expect(VtkNative.GridAddArray(grid, Whole, Escaped(name), 1, 1, NumberType.UInt8, Pin(new[] { value })), name, Fix);

    public void SetTime(double timeSeconds) => VtkNative.Expect(VtkNative.GridSetTime(grid, timeSeconds), "time", Fix);

    public void Write(string path, VtuDataMode mode, int compressionLevel) =>
        VtkNative.Expect(VtkNative.GridWrite(grid, path, mode, compressionLevel), path, "Is there space on the disk, and may this user write there?");

    /// <summary>Finds places, row-major [places, 3]; also how many lie in no cell. The grid must outlive what is found.</summary>
    public (ProbeHandle Probe, int Outside) Probe(double[] places)
    {
        VtkNative.Expect(VtkNative.ProbeCreate(grid, places, places.Length / 3, out var probe, out var outside), "mesh", "VTK cannot search it: is it sound? OpenFOAM's checkMesh says.");
        return (probe, (int)outside);
    }

    public void Dispose()
    {
        grid.Dispose();
        foreach (var pin in pins) pin.Free();
        pins.Clear();
    }

    // VTK puts names into its XML as they are, and reads them back through an XML parser.
    static string Escaped(string name) => SecurityElement.Escape(name);

    nint Pin(Array values)
    {
        var pin = GCHandle.Alloc(values, GCHandleType.Pinned);
        pins.Add(pin);
        return pin.AddrOfPinnedObject();
    }
}

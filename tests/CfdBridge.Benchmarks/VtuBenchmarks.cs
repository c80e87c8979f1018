using BenchmarkDotNet.Attributes;
using CfdBridge.Vtk;
using CfdBridge.VtkSeries;

namespace CfdBridge.Benchmarks;

/// <summary>
/// Writing a step of a million cells: through the sink, and by VTK's own writer alone on a grid that already stands.
/// The difference is what the bridge adds: handing the arrays over, the mark, the flush to disk and the rename.
/// </summary>
public class VtuBenchmarks
{
    const int CellsPerSide = 100;

    readonly string folder = Directory.CreateTempSubdirectory("cfdbridge-bench-").FullName;
    readonly VtkReader reader = new();
    OutputStep step = null!;    // made by Setup
    PinnedGrid grid = null!;    // made by Setup
    VtkSeriesSink sink = null!; // made by Setup

    /// <summary>zlib's level: ours, and VTK's own default.</summary>
    [Params(VtuFile.DefaultCompressionLevel, 5)]
    public int Level { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var mesh = Cube(CellsPerSide);
        var fields = new FieldSet([Velocity(mesh), Pressure(mesh)]);
        step = new(Path.Combine(folder, "step.vtu"), 0.1, mesh, fields, Predicted: true);
        grid = new(mesh);
        foreach (var field in fields) grid.Add(field);
        grid.SetTime(step.TimeSeconds);
        sink = new(new() { CompressionLevel = Level });
        VtuFile.Write(step, Level);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        grid.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void VtkWriterAlone() => grid.Write(Path.Combine(folder, "alone.vtu"), Level);

    [Benchmark]
    public Task Sink() => sink.WriteAsync(step, default);

    [Benchmark]
    public VtkContent Read() => reader.Read(step.Path, default);

    static Mesh Cube(int side)
    {
        var nodes = side + 1;
        var points = new double[3 * nodes * nodes * nodes];
        for (var i = 0; i < points.Length / 3; i++)
            (points[3 * i], points[3 * i + 1], points[3 * i + 2]) = ((double)(i % nodes) / side, (double)(i / nodes % nodes) / side, (double)(i / nodes / nodes) / side);
        var cells = side * side * side;
        var connectivity = new int[8 * cells];
        for (var cell = 0; cell < cells; cell++)
        {
            var corner = cell % side + nodes * (cell / side % side + nodes * (cell / side / side));
            var (right, up, above) = (corner + 1, corner + nodes, nodes * nodes);
            int[] hexahedron = [corner, right, up + 1, up, corner + above, right + above, up + 1 + above, up + above];
            hexahedron.CopyTo(connectivity, 8 * cell);
        }

        return new(points, new([.. Enumerable.Repeat(CellType.Hexahedron, cells)], [.. Enumerable.Range(0, cells + 1).Select(i => 8 * i)], connectivity));
    }

    // Taylor-Green: smooth as a flow is, and no number twice in a row.
    static Field Velocity(Mesh mesh) => Values("U", mesh, 3, (x, y, z, component) => component switch
    {
        0 => Math.Sin(6 * x) * Math.Cos(6 * y) * Math.Cos(6 * z),
        1 => -Math.Cos(6 * x) * Math.Sin(6 * y) * Math.Cos(6 * z),
        _ => 0.01 * Math.Sin(6 * z),
    });

    static Field Pressure(Mesh mesh) => Values("p", mesh, 1, (x, y, z, _) => (Math.Cos(12 * x) + Math.Cos(12 * y)) * (Math.Cos(12 * z) + 2) / 16);

    static Field Values(string name, Mesh mesh, int components, Func<double, double, double, int, double> value)
    {
        var centres = mesh.CellCentres;
        var values = new float[components * mesh.CellCount];
        for (var i = 0; i < values.Length; i++)
        {
            var cell = i / components;
            values[i] = (float)value(centres[3 * cell], centres[3 * cell + 1], centres[3 * cell + 2], i % components);
        }

        return new(name, FieldAssociation.Cell, components, values);
    }
}

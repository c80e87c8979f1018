namespace CfdBridge.Testing;

/// <summary>Valid objects for tests that do not care which.</summary>
public static class Some
{
    /// <summary>A row of unit hexahedra along x.</summary>
    public static Mesh Mesh(int cells = 2)
    {
        var points = new List<double>();
        for (var i = 0; i <= cells; i++)
        {
            foreach (var (y, z) in new[] { (0, 0), (1, 0), (1, 1), (0, 1) }) points.AddRange([i, y, z]);
        }

        var connectivity = new List<int>();
        for (var i = 0; i < cells; i++)
        {
            for (var corner = 0; corner < 8; corner++) connectivity.Add(4 * i + corner);
        }

        return new Mesh(
            [.. points],
            new CellTable(
                [.. Enumerable.Repeat(CellType.Hexahedron, cells)],
                [.. Enumerable.Range(0, cells + 1).Select(i => 8 * i)],
                [.. connectivity]));
    }

    /// <summary>A scalar cell field whose value is a function of the cell's number.</summary>
    public static Field Scalar(string name, int cells, Func<int, double> value) =>
        new(name, FieldAssociation.Cell, 1, Enumerable.Range(0, cells).Select(value).ToArray());

    /// <summary>A vector cell field.</summary>
    public static Field Vector(string name, int cells, Func<int, (double X, double Y, double Z)> value) =>
        new(name, FieldAssociation.Cell, 3, Enumerable.Range(0, cells).Select(value).SelectMany(v => new[] { v.X, v.Y, v.Z }).ToArray());

    public static Snapshot Snapshot(double timeSeconds, Mesh mesh, params Field[] fields) => new(timeSeconds, mesh, new FieldSet(fields));

    /// <summary>A run on one mesh: fields by time.</summary>
    public static Trajectory Trajectory(Mesh mesh, IEnumerable<double> times, Func<double, Field[]> fields) =>
        new([.. times.Select(t => Snapshot(t, mesh, fields(t)))]);
}

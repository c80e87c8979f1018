namespace CfdBridge.Models;

/// <summary>Where values are known or wanted: cells of a mesh, all or some, or any points.</summary>
public sealed class PointSet
{
    PointSet(double[] coordinates, Mesh? mesh, int[]? cells) => (Coordinates, Mesh, Cells) = (coordinates, mesh, cells);

    /// <summary>Row-major [points, 3], metres.</summary>
    public double[] Coordinates { get; }

    /// <summary>The mesh whose cells these are, null for free points.</summary>
    public Mesh? Mesh { get; }

    /// <summary>Its identity.</summary>
    public string? MeshId => Mesh?.Id;

    /// <summary>Cell numbers of a selection, null for all cells (or free points).</summary>
    public int[]? Cells { get; }

    public int Count => Coordinates.Length / 3;

    /// <summary>All cell centres of a mesh.</summary>
    public static PointSet CellsOf(Mesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return new(mesh.CellCentres, mesh, null);
    }

    /// <summary>Some cell centres of a mesh.</summary>
    public static PointSet CellsOf(Mesh mesh, int[] cells)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(cells);
        var coordinates = new double[3 * cells.Length];
        for (var i = 0; i < cells.Length; i++) mesh.CellCentres.AsSpan(3 * cells[i], 3).CopyTo(coordinates.AsSpan(3 * i));
        return new(coordinates, mesh, cells);
    }

    /// <summary>Free points, row-major [points, 3].</summary>
    public static PointSet At(double[] coordinates)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        return coordinates.Length % 3 == 0 ? new(coordinates, null, null) : throw new ArgumentException($"coordinates: {coordinates.Length} numbers do not make rows of 3.", nameof(coordinates));
    }
}

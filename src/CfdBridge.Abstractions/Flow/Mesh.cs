using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CfdBridge;

/// <summary>
/// The points and cells that snapshots live on. Immutable, read once and shared: two snapshots stand on the same
/// mesh exactly when their <see cref="Id"/>s are equal.
/// </summary>
public sealed class Mesh
{
    readonly Lazy<CellGeometry> geometry;
    readonly Lazy<double[]> pointWeights;

    /// <summary>Takes ownership of the arrays, which must not change afterwards.</summary>
    /// <param name="points">Coordinates in metres, row-major [points, 3].</param>
    /// <param name="cells">The cells over these points.</param>
    /// <param name="patches">The named boundary, empty where the format has none.</param>
    /// <exception cref="CaseFormatException">A cell names a point that does not exist.</exception>
    public Mesh(double[] points, CellTable cells, IReadOnlyList<Patch>? patches = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(cells);
        if (points.Length % 3 != 0)
            throw new ArgumentException($"points: expected rows of 3 coordinates, found {points.Length} numbers.", nameof(points));
        cells.ExpectPointsBelow(points.Length / 3);

        Points = points;
        Cells = cells;
        Patches = patches ?? [];
        Id = ContentHash();
        geometry = new(() => CellGeometry.Of(this));
        pointWeights = new(SpreadCellVolumesOverPoints);
    }

    /// <summary>Coordinates in metres, row-major [points, 3].</summary>
    public double[] Points { get; }

    /// <summary>The cells, in the order in which the solver numbers them.</summary>
    public CellTable Cells { get; }

    /// <summary>Named boundary patches; empty where the format has none.</summary>
    public IReadOnlyList<Patch> Patches { get; }

    /// <summary>Hash of points, cells and patches, 32 hexadecimal digits. The key of every cache of mesh-derived data.</summary>
    public string Id { get; }

    /// <summary>Number of points.</summary>
    public int PointCount => Points.Length / 3;

    /// <summary>Number of cells.</summary>
    public int CellCount => Cells.Count;

    /// <summary>Cell centroids in metres, row-major [cells, 3]; computed at first use.</summary>
    public double[] CellCentres => geometry.Value.Centres;

    /// <summary>
    /// Cell measures [cells]: volumes in m3, or areas (m2) and lengths (m) on meshes without solid cells; computed at first use.
    /// </summary>
    public double[] CellVolumes => geometry.Value.Volumes;

    /// <summary>Rows of a field with this association.</summary>
    public int RowsOf(FieldAssociation association) => association == FieldAssociation.Cell ? CellCount : PointCount;

    /// <summary>
    /// Weights [rows] for volume-weighted norms: the cell volumes, or each cell's volume in equal parts on its points.
    /// </summary>
    public double[] WeightsOf(FieldAssociation association) =>
        association == FieldAssociation.Cell ? CellVolumes : pointWeights.Value;

    double[] SpreadCellVolumesOverPoints()
    {
        var weights = new double[PointCount];
        for (var cell = 0; cell < CellCount; cell++)
        {
            var corners = Cells.PointsOf(cell);
            foreach (var point in corners) weights[point] += CellVolumes[cell] / corners.Length;
        }

        return weights;
    }

    string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> counts = stackalloc byte[8];
        void Add<T>(T[] values) where T : unmanaged
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, values.Length);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        Add(Points);
        Add(Cells.Types);
        Add(Cells.Offsets);
        Add(Cells.Connectivity);
        Add(Cells.Faces);
        BinaryPrimitives.WriteInt64LittleEndian(counts, Patches.Count);
        hash.AppendData(counts);
        foreach (var patch in Patches)
        {
            Add(patch.Name.ToCharArray());
            Add(patch.Kind.ToCharArray());
            Add(patch.FacePoints);
            Add(patch.FaceCells);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}

namespace CfdBridge.Models;

/// <summary>
/// What a flow's surroundings are like, at its cells and at any other place: how far the walls are, how fine the mesh
/// is, what is inside. Coordinates of points are the resolved ones, row-major [points, dimensions].
/// </summary>
public sealed class DomainGeometry
{
    readonly BoundarySurface walls;
    readonly BoundarySurface whole;
    readonly PointTree centres;
    readonly double diagonal;

    DomainGeometry(Mesh mesh, ActiveAxes axes, IReadOnlyList<BoundaryPart> boundary)
    {
        (Axes, Boundary) = (axes, boundary);
        walls = new(mesh, axes, boundary.Where(part => part.Role == BoundaryRole.Wall));
        whole = new(mesh, axes, boundary.Where(part => part.Role != BoundaryRole.Empty));
        centres = new(axes.Of(mesh.CellCentres), axes.Count);
        NodeTypes = TypesOf(mesh.CellCount, boundary);
        PeriodicAxes = [.. boundary.Where(part => part.Role == BoundaryRole.Periodic).Select(part => ThinnestAxis(mesh, axes, part)).Distinct().Order()];
        var extents = Enumerable.Range(0, 3).Select(axis => Extent(mesh, Enumerable.Range(0, mesh.PointCount), axis)).ToArray();
        diagonal = Math.Sqrt(axes.Axes.Sum(axis => extents[axis] * extents[axis]));
        CellSizes = SizesOf(mesh, axes, extents);
    }

    /// <summary>The resolved axes.</summary>
    public ActiveAxes Axes { get; }

    /// <summary>Parts of the boundary with their roles.</summary>
    public IReadOnlyList<BoundaryPart> Boundary { get; }

    /// <summary>Type of each cell.</summary>
    public NodeType[] NodeTypes { get; }

    /// <summary>Edge of the square or cube as large as each cell, metres.</summary>
    public float[] CellSizes { get; }

    /// <summary>Axes (0, 1 or 2) along which the domain repeats itself.</summary>
    public IReadOnlyList<int> PeriodicAxes { get; }

    /// <summary>Whether there is a wall at all; without one every wall distance is the diagonal of the box.</summary>
    public bool HasWalls => walls.Count > 0;

    /// <param name="roles">Overrides what is found.</param>
    /// <param name="velocity">Row-major [cells, 3]: tells inlets, outlets and walls apart where neither kinds nor names of patches do.</param>
    public static DomainGeometry Of(Mesh mesh, BoundaryRoles? roles = null, float[]? velocity = null)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var axes = ActiveAxes.Of(mesh);
        var flow = velocity is null ? null : new FlowThrough(mesh, velocity);
        var found = mesh.Patches.Count > 0 ? PatchBoundary.Of(mesh, flow) : FoundBoundary.Of(mesh, axes, flow);
        return new(mesh, axes, (roles ?? BoundaryRoles.AsFound).Over(found));
    }

    /// <summary>Distance to the nearest wall in metres, negative inside bodies.</summary>
    public float[] WallDistances(double[] points) => Array.ConvertAll(walls.SignedDistances(points), distance => (float)Math.Min(distance, diagonal));

    /// <summary>Which points lie in the domain: within the outer boundary and in no body.</summary>
    public bool[] Inside(double[] points) => Array.ConvertAll(whole.SignedDistances(points), distance => distance >= 0);

    /// <summary>Size of the nearest cell at each point, metres.</summary>
    public float[] LocalSizes(double[] points) => Array.ConvertAll(NearestCells(points), cell => CellSizes[cell]);

    /// <summary>Type of the nearest cell at each point.</summary>
    public NodeType[] LocalTypes(double[] points) => Array.ConvertAll(NearestCells(points), cell => NodeTypes[cell]);

    int[] NearestCells(double[] points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var cells = new int[points.Length / Axes.Count];
        Parallel.For(0, cells.Length, point =>
        {
            Span<double> square = stackalloc double[1];
            centres.Nearest(points.AsSpan(point * Axes.Count, Axes.Count), cells.AsSpan(point, 1), square);
        });
        return cells;
    }

    static NodeType[] TypesOf(int cells, IReadOnlyList<BoundaryPart> boundary)
    {
        var types = new NodeType[cells];
        foreach (var part in boundary)
        {
            var type = part.Role switch
            {
                BoundaryRole.Wall => NodeType.WallAdjacent,
                BoundaryRole.Inlet => NodeType.Inlet,
                BoundaryRole.Outlet => NodeType.Outlet,
                BoundaryRole.FarField => NodeType.FarField,
                _ => NodeType.Fluid,
            };
            foreach (var cell in part.FaceCells)
            {
                if (type != NodeType.Fluid && (types[cell] == NodeType.Fluid || type < types[cell])) types[cell] = type;
            }
        }

        return types;
    }

    // A slice's volume is its area times the thickness, a row's its length times the section.
    static float[] SizesOf(Mesh mesh, ActiveAxes axes, double[] extents)
    {
        var solid = mesh.Cells.Types.Any(type => type is >= CellType.Tetra and <= CellType.HexagonalPrism or CellType.Polyhedron);
        var across = solid ? Enumerable.Range(0, 3).Where(axis => !axes.Axes.Contains(axis)).Aggregate(1.0, (product, axis) => product * extents[axis]) : 1;
        return Array.ConvertAll(mesh.CellVolumes, volume => (float)Math.Pow(volume / (across > 0 ? across : 1), 1.0 / axes.Count));
    }

    static int ThinnestAxis(Mesh mesh, ActiveAxes axes, BoundaryPart part) => axes.Axes.MinBy(axis => Extent(mesh, part.Faces.SelectMany(face => face), axis));

    static double Extent(Mesh mesh, IEnumerable<int> points, int axis)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var point in points) (low, high) = (Math.Min(low, mesh.Points[3 * point + axis]), Math.Max(high, mesh.Points[3 * point + axis]));
        return Math.Max(0, high - low);
    }
}

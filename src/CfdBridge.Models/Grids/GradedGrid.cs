namespace CfdBridge.Models;

/// <summary>A regular index grid over a box, stretched along each axis by itself; the last axis runs fastest.</summary>
/// <param name="Axes">One axis for each resolved dimension.</param>
public sealed record GradedGrid(IReadOnlyList<GradedAxis> Axes)
{
    /// <summary>Share of the point density in the spacing; the rest is uniform.</summary>
    public const double DefaultDensity = 0.2;

    public int Dimensions => Axes.Count;

    public int NodeCount => Axes.Aggregate(1, (product, axis) => product * axis.Count);

    /// <param name="points">Coordinates that the spacing follows, row-major [points, dimensions].</param>
    /// <param name="low">Lower corner of the box [dimensions].</param>
    /// <param name="high">Upper corner of the box [dimensions].</param>
    /// <param name="counts">Nodes along each axis.</param>
    /// <param name="periodic">Axes along which the box repeats itself.</param>
    public static GradedGrid Of(double[] points, double[] low, double[] high, IReadOnlyList<int> counts, double density = DefaultDensity, IReadOnlyList<int>? periodic = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(counts);
        var dimensions = counts.Count;
        Shapes.Expect(low, nameof(low), ("dimensions", dimensions));
        Shapes.Expect(high, nameof(high), ("dimensions", dimensions));
        var coordinates = new double[points.Length / dimensions];
        var axes = new GradedAxis[dimensions];
        for (var axis = 0; axis < dimensions; axis++)
        {
            for (var point = 0; point < coordinates.Length; point++) coordinates[point] = points[point * dimensions + axis];
            axes[axis] = GradedAxis.Of(coordinates, low[axis], high[axis], counts[axis], density, periodic?.Contains(axis) == true);
        }

        return new(axes);
    }

    /// <summary>A grid over a mesh: its spacing follows the cell centres, its box is that of the mesh.</summary>
    public static GradedGrid Of(Mesh mesh, IReadOnlyList<int> counts, double density = DefaultDensity)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var active = ActiveAxes.Of(mesh);
        var corners = active.Of(mesh.Points);
        double[] Corner(Func<double, double, double> further) =>
            [.. Enumerable.Range(0, active.Count).Select(axis => Enumerable.Range(0, mesh.PointCount).Select(point => corners[point * active.Count + axis]).Aggregate(further))];
        return Of(active.Of(mesh.CellCentres), Corner(Math.Min), Corner(Math.Max), counts, density);
    }

    /// <summary>Coordinates of all nodes, row-major [nodes, dimensions].</summary>
    public double[] NodeCoordinates()
    {
        var coordinates = new double[NodeCount * Dimensions];
        for (var node = 0; node < NodeCount; node++)
        {
            for (int axis = Dimensions - 1, rest = node; axis >= 0; axis--)
            {
                coordinates[node * Dimensions + axis] = Axes[axis].Nodes[rest % Axes[axis].Count];
                rest /= Axes[axis].Count;
            }
        }

        return coordinates;
    }

    /// <summary>Points in units of nodes, row-major [points, dimensions].</summary>
    public double[] IndexOf(double[] points)
    {
        var indices = new double[points.Length];
        for (var i = 0; i < points.Length; i++) indices[i] = Axes[i % Dimensions].IndexOf(points[i]);
        return indices;
    }
}

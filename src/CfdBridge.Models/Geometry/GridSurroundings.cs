namespace CfdBridge.Models;

/// <summary>What a network is told of the geometry: a few numbers at every node of its grid.</summary>
public static class GridSurroundings
{
    /// <summary>Inside or not, signed distance to the walls, local cell size, and whether the nearest cell is at a wall, an inlet, an outlet or the far field.</summary>
    public const int Channels = 7;

    const double Reach = 8; // median cell sizes within which distances to walls are told apart

    /// <param name="nodes">Resolved coordinates of the nodes, row-major [nodes, dimensions].</param>
    /// <returns>Row-major [nodes, <see cref="Channels"/>], all within about -1 and 1.</returns>
    public static float[] Of(DomainGeometry geometry, double[] nodes)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(nodes);
        var (inside, distances, sizes, types) = (geometry.Inside(nodes), geometry.WallDistances(nodes), geometry.LocalSizes(nodes), geometry.LocalTypes(nodes));
        var middle = Median(geometry.CellSizes);
        var values = new float[inside.Length * Channels];
        for (var node = 0; node < inside.Length; node++)
        {
            var at = values.AsSpan(node * Channels, Channels);
            at[0] = inside[node] ? 1 : 0;
            at[1] = (float)Math.Tanh(distances[node] / (Reach * middle));
            at[2] = (float)(Math.Log2(sizes[node] / middle) / 4);
            if (types[node] != NodeType.Fluid) at[2 + (int)types[node]] = 1;
        }

        return values;
    }

    static double Median(float[] values)
    {
        float[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}

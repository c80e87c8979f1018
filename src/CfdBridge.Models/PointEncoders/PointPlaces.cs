using static TorchSharp.torch;

namespace CfdBridge.Models;

// N points · k neighbours · S space dimensions
/// <summary>Where values are wanted, as tensors: the points, the places of the grid around them, and the geometry there.</summary>
public sealed class PointPlaces : IDisposable
{
    /// <param name="points">Points in spacings of the places, row-major [points, dimensions].</param>
    /// <param name="places">Places, in the same unit [places, dimensions].</param>
    /// <param name="surroundings">Geometry at the points, row-major [points, <see cref="GridSurroundings.Channels"/>].</param>
    public PointPlaces(double[] points, double[] places, int dimensions, float[] surroundings)
    {
        ArgumentNullException.ThrowIfNull(points);
        var neighbours = (int)Math.Pow(3, dimensions); // the place it lies in and those around that
        var table = NeighbourTable.Of(places, points, dimensions, neighbours);
        using var scope = NewDisposeScope();
        Coordinates = tensor(Array.ConvertAll(points, value => (float)value), [table.Queries, dimensions]).DetachFromDisposeScope();
        Around = tensor(Array.ConvertAll(table.Indices, index => (long)index), [table.Queries, table.Neighbours]).DetachFromDisposeScope();
        Surroundings = tensor(surroundings, [table.Queries, GridSurroundings.Channels]).DetachFromDisposeScope();
    }

    /// <summary>[N, S].</summary>
    public Tensor Coordinates { get; }

    /// <summary>Numbers of places [N, k].</summary>
    public Tensor Around { get; }

    /// <summary>[N, <see cref="GridSurroundings.Channels"/>].</summary>
    public Tensor Surroundings { get; }

    public int Count => (int)Coordinates.shape[0];

    public void Dispose()
    {
        Coordinates.Dispose();
        Around.Dispose();
        Surroundings.Dispose();
    }
}

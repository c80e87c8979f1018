using static TorchSharp.torch;

namespace CfdBridge.Models;

// P places · N points · k neighbours · S space dimensions
/// <summary>
/// Which points stand around the places of a grid, as tensors. Lengths are counted in spacings of the places, along the
/// graded axes, so that a neighbourhood is as wide as it is high wherever it lies.
/// </summary>
public sealed class PointNeighbourhood : IDisposable
{
    /// <param name="places">Places in units of their spacing, row-major [places, dimensions].</param>
    /// <param name="points">Points in the same units, row-major [points, dimensions].</param>
    /// <param name="neighbours">Nearest points of a place; fewer where there are not as many.</param>
    public PointNeighbourhood(double[] places, double[] points, int dimensions, int neighbours)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(points);
        var table = NeighbourTable.Of(points, places, dimensions, neighbours);
        var (count, k) = (table.Queries, table.Neighbours);
        var coordinates = new float[count * k * dimensions];
        for (var i = 0; i < count * k; i++)
        {
            for (var axis = 0; axis < dimensions; axis++) coordinates[i * dimensions + axis] = (float)points[table.Indices[i] * dimensions + axis];
        }

        using var scope = NewDisposeScope();
        Indices = tensor(Array.ConvertAll(table.Indices, index => (long)index)).DetachFromDisposeScope();
        Coordinates = tensor(coordinates, [count, k, dimensions]).DetachFromDisposeScope();
    }

    /// <summary>Point numbers [P x k].</summary>
    public Tensor Indices { get; }

    /// <summary>Where they stand [P, k, S].</summary>
    public Tensor Coordinates { get; }

    /// <summary>Gathers values by weights.</summary>
    /// <param name="values">[N, F, V]: the values of all frames at a point side by side.</param>
    /// <param name="weights">[P, k, H].</param>
    /// <returns>[F, P, H x V].</returns>
    public Tensor Gather(Tensor values, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        using var scope = NewDisposeScope();
        var (places, k, heads) = (weights.shape[0], weights.shape[1], weights.shape[2]);
        var (frames, width) = (values.shape[1], values.shape[2]);
        var around = values.index_select(0, Indices).reshape(places, k, frames * width);        // [P, k, F V]
        var gathered = weights.transpose(1, 2).bmm(around).reshape(places, heads, frames, width); // [P, H, F, V]
        return gathered.permute(2, 0, 1, 3).reshape(frames, places, heads * width).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Indices.Dispose();
        Coordinates.Dispose();
    }
}

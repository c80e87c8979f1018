using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>
/// Weights by which the places of a grid gather the points around them, several for each pair. They follow from where
/// the points stand alone, not from the values, so they are worked out once for a set of points and used for all its
/// snapshots; embedding the values after gathering them is the same as before, since both are linear.
/// </summary>
public abstract class PointEncoder(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <param name="coordinates">Points around each place, in spacings of the places [P, k, S].</param>
    /// <returns>[P, k, H].</returns>
    public abstract override Tensor forward(Tensor coordinates);
}

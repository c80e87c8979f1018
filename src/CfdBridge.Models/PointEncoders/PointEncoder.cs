using static TorchSharp.torch;

namespace CfdBridge.Models;

// P places · N points · k neighbours · S space dimensions · H heads
/// <summary>
/// Weights by which the places of a grid gather the points around them, several for each pair. They follow from where
/// the points stand alone, not from the values, so they are worked out once for a set of points and used for all its
/// snapshots; embedding the values after gathering them is the same as before, since both are linear.
/// </summary>
public abstract class PointEncoder(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>How each place weighs the points around it.</summary>
    /// <param name="coordinates">Points around each place, in spacings of the places [P, k, S].</param>
    /// <returns>[P, k, H].</returns>
    public abstract override Tensor forward(Tensor coordinates);

    /// <summary>The mirror: how each point weighs the places around it.</summary>
    /// <param name="points">Points in spacings of the places [N, S].</param>
    /// <param name="places">Numbers of the places around each [N x k].</param>
    /// <returns>[N, k, H].</returns>
    public abstract Tensor ToPoints(Tensor points, Tensor places);
}

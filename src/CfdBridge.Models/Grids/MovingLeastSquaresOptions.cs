namespace CfdBridge.Models;

/// <summary>How a moving least squares fit looks around itself.</summary>
/// <param name="Neighbours">Nearest points of a fit.</param>
/// <param name="Ridge">Pull of slopes (0.02 of it) and curvatures (0.1 of it) towards zero, relative to the sum of the weights; 0 reproduces quadratics.</param>
/// <param name="PerNode">Points along each axis that a lift to a grid keeps for each node, at most; 0 keeps all.</param>
public sealed record MovingLeastSquaresOptions(int Neighbours, double Ridge, int PerNode = 0)
{
    /// <summary>
    /// About 2.3 times as many points as a quadratic has coefficients in one, two or three dimensions. In three, meshes are
    /// often much finer along some axes than the grid is, and are thinned.
    /// </summary>
    public static MovingLeastSquaresOptions For(int dimensions) => dimensions switch { 1 => new(7, 0.001), 2 => new(14, 0.001), _ => new(24, 0.001, PerNode: 2) };
}

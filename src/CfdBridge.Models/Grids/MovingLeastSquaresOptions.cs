namespace CfdBridge.Models;

/// <summary>How a moving least squares fit looks around itself.</summary>
/// <param name="Neighbours">Nearest points of a fit.</param>
/// <param name="Ridge">Pull of slopes (0.02 of it) and curvatures (0.1 of it) towards zero, relative to the sum of the weights; 0 reproduces quadratics.</param>
public sealed record MovingLeastSquaresOptions(int Neighbours, double Ridge)
{
    /// <summary>About 2.3 times as many points as a quadratic has coefficients in one, two or three dimensions.</summary>
    public static MovingLeastSquaresOptions For(int dimensions) => new(dimensions switch { 1 => 7, 2 => 14, _ => 24 }, 0.001);
}

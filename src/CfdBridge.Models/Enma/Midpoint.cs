using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>The explicit midpoint rule, of second order: dz/dr from r = 0 to 1 in equal steps.</summary>
public static class Midpoint
{
    /// <param name="velocity">dz/dr at (z, r); never asked for r = 1.</param>
    /// <param name="start">z at r = 0.</param>
    /// <returns>z at r = 1.</returns>
    public static Tensor Integrate(Func<Tensor, double, Tensor> velocity, Tensor start, int steps)
    {
        ArgumentNullException.ThrowIfNull(velocity);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        using var scope = NewDisposeScope();
        var (z, width) = (start, 1.0 / steps);
        for (var step = 0; step < steps; step++)
        {
            var middle = z + velocity(z, step * width) * (width / 2);
            z = z + velocity(middle, (step + 0.5) * width) * width;
        }

        return z.MoveToOuterDisposeScope();
    }
}

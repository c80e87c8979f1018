using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>Follows dx/dr = v(x, r) from r = 0 to 1 in equal steps. The velocity is never asked for at r = 1, where that of a flow has no value.</summary>
public static class FlowSolver
{
    /// <param name="velocity">v at x and r, of the shape of x.</param>
    /// <returns>x at r = 1.</returns>
    public static Tensor Integrate(Func<Tensor, double, Tensor> velocity, Tensor start, FlowMethod method, int steps)
    {
        ArgumentNullException.ThrowIfNull(velocity);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        using var whole = NewDisposeScope();
        var (x, before, h) = (start, (Tensor?)null, 1.0 / steps);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var r = step * h;
            var v = velocity(x, r);
            var slope = method switch
            {
                FlowMethod.AdamsBashforth when before is not null => 1.5 * v - 0.5 * before,
                FlowMethod.Heun when step == steps - 1 => v,
                FlowMethod.Heun => 0.5 * (v + velocity(x + h * v, r + h)),
                _ => velocity(x + 0.5 * h * v, r + 0.5 * h),
            };
            (x, before) = ((x + h * slope).MoveToOuterDisposeScope(), v.MoveToOuterDisposeScope());
        }

        return x.MoveToOuterDisposeScope();
    }
}

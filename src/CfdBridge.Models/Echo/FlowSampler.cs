using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · D latent numbers
/// <summary>What a trained network makes of given segments, in scaled latents.</summary>
public static class FlowSampler
{
    /// <summary>The mean forecast in one evaluation: no noise, flow time 0 [B, T, L, D].</summary>
    public static Tensor Mean(SegmentTransformer network, GivenSegment given)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(given);
        using var scope = NewDisposeScope();
        return network.Predict(given, zeros_like(given.Known), zeros(given.Batch)).MoveToOuterDisposeScope();
    }

    /// <summary>Follows the flow from noise to segments that might be [B, T, L, D].</summary>
    /// <param name="noise">Normal [B, T, L, D].</param>
    public static Tensor Draw(SegmentTransformer network, GivenSegment given, Tensor noise, FlowMethod method, int steps)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(given);
        using var scope = NewDisposeScope();
        var drawn = FlowSolver.Integrate((x_r, r) => FlowMatching.Velocity(network.Predict(given, x_r, full(given.Batch, r)), x_r, r), noise, method, steps);
        return given.Or(drawn).MoveToOuterDisposeScope();
    }
}

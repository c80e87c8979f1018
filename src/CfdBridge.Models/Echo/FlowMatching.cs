using TorchSharp;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · D latent numbers; x_0 noise, x_1 data, x_r between them at flow time r
/// <summary>
/// Flow matching along straight paths (Lipman et al. 2023) [ECHO, eq. 3], for a network that predicts the data. Its
/// error is weighted as that of the velocity (x_1 - x_r) / (1 - r), bounded near the end.
/// </summary>
public static class FlowMatching
{
    const double Least = 0.15;         // of 1 - r in the weights
    const double LogitMean = -0.3;
    const double LogitDeviation = 1.2;
    const double UniformShare = 0.2;

    /// <summary>x_r = (1 - r) x_0 + r x_1 for each row [B, ...].</summary>
    /// <param name="r">[B].</param>
    public static Tensor Path(Tensor x_0, Tensor x_1, Tensor r)
    {
        ArgumentNullException.ThrowIfNull(x_0);
        ArgumentNullException.ThrowIfNull(x_1);
        ArgumentNullException.ThrowIfNull(r);
        using var scope = NewDisposeScope();
        var share = r.reshape([-1, .. Enumerable.Repeat(1L, x_1.shape.Length - 1)]);
        return ((1 - share) * x_0 + share * x_1).MoveToOuterDisposeScope();
    }

    /// <summary>dx/dr at x_r on the straight way to what is predicted.</summary>
    /// <param name="r">Below 1.</param>
    public static Tensor Velocity(Tensor predicted, Tensor x_r, double r)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        using var scope = NewDisposeScope();
        return ((predicted - x_r) / (1 - r)).MoveToOuterDisposeScope();
    }

    /// <summary>Mean of (predicted - x_1)^2 / max(1 - r, 0.15)^2 over the unknown frames; at r = 0 the plain squared error.</summary>
    /// <param name="predicted">[B, T, L, D].</param>
    /// <param name="mask">True at known frames [B, T].</param>
    /// <param name="r">[B].</param>
    /// <param name="whole">Mask of the batch of which these are some rows: the mean is over its unknown frames, and the losses of all its rows add up.</param>
    public static Tensor Loss(Tensor predicted, Tensor x_1, Tensor mask, Tensor r, Tensor? whole = null)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(r);
        using var scope = NewDisposeScope();
        var asked = mask.logical_not().to(ScalarType.Float32);                          // [B, T]
        var errors = (predicted - x_1).square().mean([2, 3]);                           // [B, T]
        var weights = (1 - r).clamp(min: (Scalar)Least).square().unsqueeze(-1);         // [B, 1]
        var count = (whole ?? mask).logical_not().to(ScalarType.Float32).sum();
        return ((errors / weights * asked).sum() / count).MoveToOuterDisposeScope();
    }

    /// <summary>Flow times of a batch [B]: most from a logit-normal law, which dwells where the flow decides itself, some from all.</summary>
    public static float[] DrawTimes(int count, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() < UniformShare ? random.NextDouble() : 1 / (1 + Math.Exp(-(LogitMean + LogitDeviation * Normal(random))))))];
    }

    // Box and Muller; 1 - u is never 0.
    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · M tokens of a frame · N = T x M · H heads · E numbers of a head
/// <summary>
/// Rotary positions (Su et al. 2021): pairs of a query's or key's numbers are turned by angles in proportion to where it
/// stands, so that their product knows only how far apart they are. Half of the pairs or more turn with time, the others
/// with the axes of space in equal shares. Times are real numbers: they may be uneven, and begin anywhere.
/// </summary>
/// <param name="Cosines">[B, 1, N, E / 2].</param>
/// <param name="Sines">[B, 1, N, E / 2].</param>
readonly record struct Rotation(Tensor Cosines, Tensor Sines)
{
    const double Slowest = 100; // frames or tokens to a radian; the fastest pair turns by a radian for each

    /// <param name="times">Of the frames, in usual spacings of frames [B, T].</param>
    /// <param name="places">Of the tokens, row-major [M, dimensions].</param>
    /// <param name="pairs">E / 2.</param>
    public static Rotation Of(Tensor times, int[] places, int dimensions, int pairs)
    {
        var (tokens, spatial) = (places.Length / dimensions, pairs / (2 * dimensions));
        var (temporal, space) = (Rates(pairs - spatial * dimensions), Rates(spatial));
        var turned = new float[tokens * spatial * dimensions];
        for (var i = 0; i < turned.Length; i++)
        {
            var (token, rest) = (i / (spatial * dimensions), i % (spatial * dimensions));
            turned[i] = places[token * dimensions + rest / spatial] * space[rest % spatial];
        }

        long[] shape = [times.shape[0], times.shape[1], tokens];
        var inTime = (times.unsqueeze(-1) * tensor(temporal)).unsqueeze(2).expand([.. shape, temporal.Length]);     // [B, T, M, pairs of time]
        var all = spatial == 0 ? inTime : cat([inTime, tensor(turned, [1, 1, tokens, spatial * dimensions]).expand([.. shape, spatial * dimensions])], -1);
        var angles = all.flatten(1, 2).unsqueeze(1);                                                                // [B, 1, N, E / 2]
        return new(angles.cos(), angles.sin());
    }

    /// <summary>Turns [B, H, N, E]; a pair stands half a head apart.</summary>
    public Tensor Turned(Tensor x)
    {
        var half = x.shape[3] / 2;
        var (first, second) = (x.narrow(3, 0, half), x.narrow(3, half, half));
        return cat([first * Cosines - second * Sines, first * Sines + second * Cosines], 3);
    }

    static float[] Rates(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Pow(Slowest, -(double)i / count))];
}

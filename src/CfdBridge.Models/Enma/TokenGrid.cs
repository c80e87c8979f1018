using static TorchSharp.torch;

namespace CfdBridge.Models;

// L sites · D numbers at a site · M tokens · V = D x sites of a token · W width
/// <summary>Groups the latent sites of a frame, a grid in one to three dimensions, into tokens: patches of sites.</summary>
public sealed class TokenGrid
{
    const double LongestWave = 10_000; // as in the first transformer

    readonly long[] axes;
    readonly long[] patch;

    /// <param name="sites">Along each axis; the last runs fastest.</param>
    /// <param name="patch">Sites of a token along each axis.</param>
    /// <param name="latent">D.</param>
    public TokenGrid(IReadOnlyList<int> sites, IReadOnlyList<int> patch, int latent)
    {
        axes = [.. sites.Zip(patch, (count, size) => (long)count / size)];
        this.patch = [.. patch.Select(size => (long)size)];
        (Sites, Tokens, Latent) = (sites.Aggregate(1, (all, count) => all * count), (int)Product(axes), latent);
        Numbers = Sites / Tokens * latent;
    }

    /// <summary>Sites of a token along each axis, unless said otherwise: 3 where that divides them, else 2 or 1.</summary>
    public static IReadOnlyList<int> Patches(IReadOnlyList<int> sites) => [.. sites.Select(count => count % 3 == 0 ? 3 : count % 2 == 0 ? 2 : 1)];

    /// <summary>L.</summary>
    public int Sites { get; }

    /// <summary>D.</summary>
    public int Latent { get; }

    /// <summary>M.</summary>
    public int Tokens { get; }

    /// <summary>V: the numbers of a token.</summary>
    public int Numbers { get; }

    /// <param name="latents">[B, T, L, D].</param>
    /// <returns>[B, T, M, V].</returns>
    public Tensor ToTokens(Tensor latents)
    {
        var (clips, frames) = (latents.shape[0], latents.shape[1]);
        using var scope = NewDisposeScope();
        var parts = latents.reshape([clips, frames, .. axes.Zip(patch).SelectMany(axis => new[] { axis.First, axis.Second }), Latent]);
        long[] order = [0, 1, .. Each(axis => 2 + 2 * axis), .. Each(axis => 3 + 2 * axis), 2 + 2 * axes.Length];
        return parts.permute(order).reshape(clips, frames, Tokens, Numbers).MoveToOuterDisposeScope();
    }

    /// <summary>The opposite of <see cref="ToTokens"/>.</summary>
    public Tensor ToSites(Tensor tokens)
    {
        var (clips, frames) = (tokens.shape[0], tokens.shape[1]);
        using var scope = NewDisposeScope();
        var parts = tokens.reshape([clips, frames, .. axes, .. patch, Latent]);
        long[] order = [0, 1, .. Enumerable.Range(0, axes.Length).SelectMany(axis => new long[] { 2 + axis, 2 + axes.Length + axis }), 2 + 2 * axes.Length];
        return parts.permute(order).reshape(clips, frames, Sites, Latent).MoveToOuterDisposeScope();
    }

    /// <summary>Sines and cosines of where a token stands, an equal share of the width for each axis.</summary>
    /// <returns>[M, W].</returns>
    public Tensor SpaceCode(int width)
    {
        var waves = width / (2 * axes.Length);
        var code = new float[Tokens * width];
        for (var token = 0; token < Tokens; token++)
        {
            for (var (axis, rest) = (axes.Length - 1, (long)token); axis >= 0; rest /= axes[axis--])
            {
                var start = token * width + 2 * waves * axis;
                for (var wave = 0; wave < waves; wave++)
                {
                    var angle = rest % axes[axis] * Math.Pow(LongestWave, -(double)wave / waves);
                    (code[start + wave], code[start + waves + wave]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
                }
            }
        }

        return tensor(code, [Tokens, width]);
    }

    IEnumerable<long> Each(Func<int, long> place) => Enumerable.Range(0, axes.Length).Select(place);

    static long Product(long[] sizes) => sizes.Aggregate(1L, (all, size) => all * size);
}

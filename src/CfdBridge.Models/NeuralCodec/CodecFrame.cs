using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T blocks in time · L sites · K coefficients of a site · D latent numbers
/// <summary>
/// The closed-form part of a neural codec as tensors: the turn of each site's coefficients into its principal
/// directions, and the scales that make them alike. A scale is the inverse square root of the standard deviation, so
/// that large ones keep a say (half whitening).
/// </summary>
sealed class CodecFrame : IDisposable
{
    readonly Tensor turn;                                                               // [L, K, K], or [1, K, K] for all
    readonly Tensor siteScale;                                                          // [L, K]
    readonly Tensor patchScale;                                                         // [L, K]

    /// <param name="linear">With as many latent numbers as a site has coefficients.</param>
    public CodecFrame(LinearCodec linear)
    {
        var (sites, width) = (linear.Sites, linear.SiteCoefficients);
        if (linear.SiteWidth != width) throw new ArgumentException($"linear: it keeps {linear.SiteWidth} of {width} coefficients of a site, a network starts from all.", nameof(linear));
        using var scope = NewDisposeScope();
        turn = tensor(linear.Weights.SiteBases.SelectMany(basis => basis).ToArray(), [linear.Weights.SiteBases.Length, width, width]).DetachFromDisposeScope();
        var energies = tensor(linear.Weights.SiteEnergies, [sites, width]);
        var mean = energies.sum(1).mean().sqrt().sqrt();
        siteScale = Scale(energies, mean).DetachFromDisposeScope();
        patchScale = Scale(turn.square().matmul(energies.unsqueeze(-1)).squeeze(-1), mean).DetachFromDisposeScope();
    }

    bool Shared => turn.shape[0] == 1;

    /// <summary>Principal, half-whitened coordinates [B, T, L, K] of coefficients [B, T, L, K].</summary>
    public Tensor ToPrincipal(Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        return ((Shared ? coefficients.matmul(turn[0]) : einsum("btli,lik->btlk", coefficients, turn)) * siteScale).MoveToOuterDisposeScope();
    }

    /// <summary>The opposite of <see cref="ToPrincipal"/>.</summary>
    public Tensor FromPrincipal(Tensor principal)
    {
        using var scope = NewDisposeScope();
        var coefficients = principal / siteScale;
        return (Shared ? coefficients.matmul(turn[0].T) : einsum("btlk,lik->btli", coefficients, turn)).MoveToOuterDisposeScope();
    }

    /// <summary>Coefficients as the patches' own, half-whitened.</summary>
    public Tensor ToPatches(Tensor coefficients) => coefficients * patchScale;

    /// <summary>The opposite of <see cref="ToPatches"/>.</summary>
    public Tensor FromPatches(Tensor patches) => patches / patchScale;

    public void Dispose()
    {
        turn.Dispose();
        siteScale.Dispose();
        patchScale.Dispose();
    }

    static Tensor Scale(Tensor energies, Tensor mean)
    {
        var least = energies.max() * 1e-10;
        return mean / energies.maximum(least).sqrt().sqrt();
    }
}

namespace CfdBridge.Models;

/// <summary>
/// The fitted part of a linear codec, on the grid's nodes: samples of patches to their Karhunen-Loeve coefficients, those of
/// a site's patches to its latent numbers, and both ways back.
/// </summary>
sealed class PatchTransform
{
    readonly BlockCode code;
    readonly LinearCodecConfig config;
    readonly LinearCodecWeights weights;
    readonly float[][] patchBasesTransposed;
    readonly float[][] siteBasesTransposed;
    readonly float[] unweights; // one over a node's weight; zero where it has none

    public PatchTransform(BlockCode code, LinearCodecConfig config, LinearCodecWeights weights)
    {
        (this.code, this.config, this.weights) = (code, config, weights);
        patchBasesTransposed = [.. weights.PatchBases.Select(basis => DenseProduct.Transposed<float>(basis, code.PatchValues, code.PatchWidth))];
        siteBasesTransposed = [.. weights.SiteBases.Select(basis => DenseProduct.Transposed<float>(basis, code.SiteValues, code.SiteWidth))];
        unweights = [.. weights.NodeWeights.Select(weight => weight > 0 ? 1 / weight : 0)];
    }

    int Sites => code.Layout.Patches.Length;

    /// <summary>Coefficients [blocks, sites, site values] of blocks one after the other.</summary>
    /// <param name="grid">Row-major [nodes, snapshots of all blocks, channels].</param>
    public float[] OfNodes(float[] grid, int blocks)
    {
        int[] starts = [.. Enumerable.Range(0, blocks).Select(block => block * config.BlockSnapshots)];
        var coefficients = new float[blocks * Sites * code.SiteValues];
        Parallel.For(0, Sites, site =>
        {
            var samples = new float[blocks * code.PatchValues];
            var projected = new float[blocks * code.PatchWidth];
            for (var place = 0; place < code.Layout.Patches[site].Length; place++)
            {
                var patch = code.Layout.Patches[site][place];
                code.Gather(grid, blocks * config.BlockSnapshots, starts, patch, weights.NodeWeights, samples);
                DenseProduct.Multiply<float>(samples, LinearCodecWeights.At(weights.PatchBases, patch), projected, blocks, code.PatchValues, code.PatchWidth);
                code.PlaceInSite(projected, blocks, site, place, coefficients);
            }
        });
        return coefficients;
    }

    /// <summary>The opposite of <see cref="OfNodes"/>.</summary>
    /// <param name="grid">Takes the values; every node is in a patch.</param>
    public void ToNodes(float[] coefficients, int blocks, float[] grid)
    {
        Parallel.For(0, Sites, site =>
        {
            var samples = new float[blocks * code.PatchValues];
            for (var place = 0; place < code.Layout.Patches[site].Length; place++)
            {
                var patch = code.Layout.Patches[site][place];
                DenseProduct.Multiply<float>(code.TakeFromSite(coefficients, blocks, site, place), LinearCodecWeights.At(patchBasesTransposed, patch), samples, blocks, code.PatchWidth, code.PatchValues);
                code.Scatter(samples, blocks, patch, unweights, grid);
            }
        });
    }

    /// <summary>Latent numbers [blocks, sites, site width] of coefficients.</summary>
    public float[] ToLatents(float[] coefficients, int blocks) => OfSites(coefficients, blocks, code.SiteValues, code.SiteWidth, weights.SiteBases);

    /// <summary>The opposite of <see cref="ToLatents"/>.</summary>
    public float[] ToCoefficients(float[] latents, int blocks) => OfSites(latents, blocks, code.SiteWidth, code.SiteValues, siteBasesTransposed);

    /// <summary>What the latent numbers keep of coefficients, or the leading ones that refinements fit.</summary>
    public float[] Kept(float[] coefficients, int blocks)
    {
        var latents = ToLatents(coefficients, blocks);
        if (config.RefinementWidth > 0)
        {
            for (var row = 0; row < blocks * Sites; row++) latents.AsSpan(row * code.SiteWidth, code.SiteWidth)[Math.Min(config.RefinementWidth, code.SiteWidth)..].Clear();
        }

        return ToCoefficients(latents, blocks);
    }

    float[] OfSites(float[] values, int blocks, int from, int to, float[][] bases)
    {
        var mapped = new float[blocks * Sites * to];
        for (var site = 0; site < Sites; site++)
        {
            var rows = new float[blocks * to];
            DenseProduct.Multiply<float>(code.OfSite(values, blocks, site, from), LinearCodecWeights.At(bases, site), rows, blocks, from, to);
            code.ToSite(rows, blocks, site, to, mapped);
        }

        return mapped;
    }
}

namespace CfdBridge.Models;

/// <summary>Between grid fields and the samples of patches and sites: their sizes, gathering, weighting and placing.</summary>
sealed class BlockCode
{
    readonly LinearCodecConfig config;

    public BlockCode(LinearCodecConfig config, int channels)
    {
        config.Validate();
        this.config = config;
        Channels = channels;
        Layout = new(config);
        PatchValues = config.BlockSnapshots * Layout.Nodes[0].Length * channels;
        PatchWidth = Math.Min(config.PatchCoefficients, PatchValues);
        SiteValues = PatchWidth * Layout.Patches[0].Length;
        SiteWidth = Math.Min(config.Latent, SiteValues);
    }

    public int Channels { get; }

    public PatchLayout Layout { get; }

    /// <summary>Values of one patch in one block.</summary>
    public int PatchValues { get; }

    /// <summary>Coefficients of a patch.</summary>
    public int PatchWidth { get; }

    /// <summary>Coefficients of a site's patches together.</summary>
    public int SiteValues { get; }

    /// <summary>Latent numbers of a site.</summary>
    public int SiteWidth { get; }

    /// <summary>One patch's samples, weighted, row-major [starts, snapshots x nodes x channels].</summary>
    /// <param name="grid">Row-major [nodes, snapshots, channels].</param>
    /// <param name="starts">First snapshot of each block; a run shorter than a block repeats its last snapshot.</param>
    public void Gather(float[] grid, int snapshots, ReadOnlySpan<int> starts, int patch, float[] nodeWeights, Span<float> samples)
    {
        var at = 0;
        foreach (var start in starts)
        {
            for (var t = start; t < start + config.BlockSnapshots; t++)
            {
                foreach (var node in Layout.Nodes[patch])
                {
                    var from = (node * snapshots + Math.Min(t, snapshots - 1)) * Channels;
                    for (var channel = 0; channel < Channels; channel++) samples[at++] = grid[from + channel] * nodeWeights[node];
                }
            }
        }
    }

    /// <summary>The opposite of <see cref="Gather"/> for blocks one after the other.</summary>
    /// <param name="unweights">One over a node's weight; zero for nodes without weight, which become zero.</param>
    public void Scatter(ReadOnlySpan<float> samples, int blocks, int patch, float[] unweights, float[] grid)
    {
        var (nodes, channels, snapshots, from) = (Layout.Nodes[patch], Channels, blocks * config.BlockSnapshots, 0);
        for (var t = 0; t < snapshots; t++)
        {
            foreach (var node in nodes)
            {
                var to = grid.AsSpan((node * snapshots + t) * channels, channels);
                var factor = unweights[node];
                for (var channel = 0; channel < to.Length; channel++) to[channel] = samples[from + channel] * factor;
                from += channels;
            }
        }
    }

    /// <summary>Puts one patch's coefficients [blocks, patch width] beside those of its site's other patches [blocks, sites, site values].</summary>
    public void PlaceInSite(ReadOnlySpan<float> coefficients, int blocks, int site, int place, Span<float> siteValues)
    {
        for (var block = 0; block < blocks; block++)
            coefficients.Slice(block * PatchWidth, PatchWidth).CopyTo(siteValues[((block * Layout.Patches.Length + site) * SiteValues + place * PatchWidth)..]);
    }

    /// <summary>One patch's coefficients [blocks, patch width] out of [blocks, sites, site values].</summary>
    public float[] TakeFromSite(ReadOnlySpan<float> siteValues, int blocks, int site, int place)
    {
        var coefficients = new float[blocks * PatchWidth];
        for (var block = 0; block < blocks; block++)
            siteValues.Slice((block * Layout.Patches.Length + site) * SiteValues + place * PatchWidth, PatchWidth).CopyTo(coefficients.AsSpan(block * PatchWidth));
        return coefficients;
    }

    /// <summary>One site's rows [blocks, width] out of [blocks, sites, width].</summary>
    public float[] OfSite(ReadOnlySpan<float> values, int blocks, int site, int width)
    {
        var rows = new float[blocks * width];
        for (var block = 0; block < blocks; block++) values.Slice((block * Layout.Patches.Length + site) * width, width).CopyTo(rows.AsSpan(block * width));
        return rows;
    }

    /// <summary>The opposite of <see cref="OfSite"/>.</summary>
    public void ToSite(ReadOnlySpan<float> rows, int blocks, int site, int width, Span<float> values)
    {
        for (var block = 0; block < blocks; block++) rows.Slice(block * width, width).CopyTo(values[((block * Layout.Patches.Length + site) * width)..]);
    }
}

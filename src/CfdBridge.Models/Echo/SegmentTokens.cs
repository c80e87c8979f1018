using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · C channels of a site · M tokens of a frame
/// <summary>Between the sites of a frame and its tokens, each a patch of neighbouring sites.</summary>
sealed class SegmentTokens(SegmentConfig config)
{
    int Dimensions => config.Sites.Count;

    long[] Split => [.. Enumerable.Range(0, Dimensions).SelectMany(axis => new long[] { config.Sites[axis] / config.Patch[axis], config.Patch[axis] })];

    long[] Grid => [.. Enumerable.Range(0, Dimensions).Select(axis => (long)config.Sites[axis] / config.Patch[axis])];

    /// <summary>[B, T, L, C] to [B, T, M, sites of a patch x C].</summary>
    public Tensor FromSites(Tensor sites)
    {
        var split = sites.reshape([sites.shape[0], sites.shape[1], .. Split, sites.shape[3]]);                      // [B, T, tokens and patch of each axis, C]
        long[] order = [0, 1, .. Axes(0), .. Axes(1), 2 + 2 * Dimensions];
        return split.permute(order).reshape(sites.shape[0], sites.shape[1], config.Tokens, -1);
    }

    /// <summary>The opposite of <see cref="FromSites"/>.</summary>
    public Tensor ToSites(Tensor tokens)
    {
        long[] patch = [.. config.Patch.Select(size => (long)size)];
        var split = tokens.reshape([tokens.shape[0], tokens.shape[1], .. Grid, .. patch, tokens.shape[3] / config.PatchSites]);
        long[] order = [0, 1, .. Enumerable.Range(0, Dimensions).SelectMany(axis => new long[] { 2 + axis, 2 + Dimensions + axis }), 2 + 2 * Dimensions];
        return split.permute(order).reshape(tokens.shape[0], tokens.shape[1], config.SiteCount, -1);
    }

    /// <summary>Where the tokens of a frame stand on their own grid, row-major [M, axes].</summary>
    public int[] Places()
    {
        var grid = Grid;
        var places = new int[config.Tokens * Dimensions];
        for (var token = 0; token < config.Tokens; token++)
        {
            var rest = (long)token;
            for (var axis = Dimensions - 1; axis >= 0; axis--)
            {
                places[token * Dimensions + axis] = (int)(rest % grid[axis]);
                rest /= grid[axis];
            }
        }

        return places;
    }

    // Of the split axes those of the tokens (0) or those inside a patch (1).
    IEnumerable<long> Axes(int part) => Enumerable.Range(0, Dimensions).Select(axis => 2L + 2 * axis + part);
}

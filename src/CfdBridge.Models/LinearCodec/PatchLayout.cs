namespace CfdBridge.Models;

/// <summary>Which nodes make up a patch and which patches a latent site; first axes vary slowest everywhere.</summary>
sealed class PatchLayout
{
    public PatchLayout(LinearCodecConfig config)
    {
        int[] patches = [.. config.GridNodes.Select(nodes => nodes / config.PatchNodes)];
        Nodes = Tiles(config.GridNodes, config.PatchNodes);
        Patches = Tiles(patches, config.GroupPatches);
        SiteShape = [.. patches.Select(count => count / config.GroupPatches)];
    }

    /// <summary>Grid nodes of each patch [patches][nodes].</summary>
    public int[][] Nodes { get; }

    /// <summary>Patches of each site [sites][patches].</summary>
    public int[][] Patches { get; }

    /// <summary>Sites along each axis.</summary>
    public int[] SiteShape { get; }

    static int[][] Tiles(IReadOnlyList<int> shape, int tile)
    {
        var inTile = (int)Math.Pow(tile, shape.Count);
        var total = shape.Aggregate(1, (product, count) => product * count);
        var tiles = new int[total / inTile][];
        for (var t = 0; t < tiles.Length; t++)
        {
            tiles[t] = new int[inTile];
            for (var local = 0; local < inTile; local++)
            {
                var (element, stride, restTile, restLocal) = (0, 1, t, local);
                for (var axis = shape.Count - 1; axis >= 0; axis--)
                {
                    var along = shape[axis] / tile;
                    element += stride * (restTile % along * tile + restLocal % tile);
                    stride *= shape[axis];
                    restTile /= along;
                    restLocal /= tile;
                }

                tiles[t][local] = element;
            }
        }

        return tiles;
    }
}

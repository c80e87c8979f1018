using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T blocks in time · F = B x T · L sites · C channels
/// <summary>Between lists of sites and grids of them.</summary>
static class Sites
{
    /// <summary>[B, T, L, C] to [F, C, sites...].</summary>
    public static Tensor ToGrid(Tensor sites, long[] axes) => sites.flatten(0, 1).transpose(1, 2).reshape([-1, sites.shape[^1], .. axes]);

    /// <summary>[F, C, sites...] to [B, T, L, C].</summary>
    public static Tensor FromGrid(Tensor grid, long batch, long times) => grid.flatten(2).transpose(1, 2).reshape(batch, times, -1, grid.shape[1]);
}

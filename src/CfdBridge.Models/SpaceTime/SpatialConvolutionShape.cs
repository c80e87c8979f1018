namespace CfdBridge.Models;

/// <summary>Sizes of a convolution over space.</summary>
/// <param name="Dimensions">Axes of space, 1 to 3.</param>
/// <param name="From">Channels in.</param>
/// <param name="To">Channels out.</param>
public sealed record SpatialConvolutionShape(int Dimensions, long From, long To)
{
    /// <summary>Nodes along each axis, odd.</summary>
    public long Kernel { get; init; } = 3;

    /// <summary>1, or 2 to halve the grid.</summary>
    public long Stride { get; init; } = 1;

    /// <summary>Axes (counted among those of space) along which the domain repeats itself.</summary>
    public IReadOnlyList<int> Periodic { get; init; } = [];
}

namespace CfdBridge.Models;

/// <summary>The grids of a neural codec.</summary>
/// <param name="Sites">Latent sites along each axis.</param>
/// <param name="Coefficients">Numbers of a site.</param>
/// <param name="BlockValues">Numbers at a point in one block: snapshots times channels.</param>
/// <param name="Periodic">Axes, counted among the resolved ones, along which the domain repeats itself.</param>
sealed record CodecShape(IReadOnlyList<int> Sites, int Coefficients, int BlockValues, IReadOnlyList<int> Periodic)
{
    public int Dimensions => Sites.Count;

    public int SiteCount => Sites.Aggregate(1, (product, count) => product * count);

    public int PatchCount => SiteCount << Dimensions;

    public int PatchCoefficients => Coefficients >> Dimensions;

    public long[] SiteAxes => [.. Sites.Select(count => (long)count)];

    public long[] PatchAxes => [.. Sites.Select(count => 2L * count)];

    public SpatialConvolutionShape Convolution(long from, long to) => new(Dimensions, from, to) { Periodic = Periodic };
}

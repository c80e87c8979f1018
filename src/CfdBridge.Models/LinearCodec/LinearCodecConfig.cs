using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>Sizes of a linear codec.</summary>
public sealed record LinearCodecConfig
{
    /// <summary>Grid nodes along each resolved axis, multiples of <see cref="PatchNodes"/> times <see cref="GroupPatches"/>.</summary>
    public required IReadOnlyList<int> GridNodes { get; init; }

    /// <summary>Nodes of a patch along each axis.</summary>
    public int PatchNodes { get; init; } = 8;

    /// <summary>Patches of a latent site along each axis.</summary>
    public int GroupPatches { get; init; } = 2;

    /// <summary>Whether every patch and site has directions of its own.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<BasisSharing>))]
    public BasisSharing Bases { get; init; } = BasisSharing.Own;

    /// <summary>What is taken off the values first.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<FlowCentring>))]
    public FlowCentring Centring { get; init; } = FlowCentring.Training;

    /// <summary>Snapshots of a block, encoded together.</summary>
    public int BlockSnapshots { get; init; } = 4;

    /// <summary>Coefficients kept of a patch and block.</summary>
    public int PatchCoefficients { get; init; } = 64;

    /// <summary>Numbers kept of a latent site and block.</summary>
    public int Latent { get; init; } = 32;

    /// <summary>Share of the point density in the grid's spacing.</summary>
    public double Density { get; init; } = GradedGrid.DefaultDensity;

    /// <summary>
    /// Times that what the latents leave over at the points is encoded again and added. Nearly a fit by least squares:
    /// no gain where all cells are known, a third of the error where a fifth of them is.
    /// </summary>
    public int Refinements { get; init; } = 2;

    /// <summary>Leading numbers of a site that refinements fit; 0 for all that are kept. Few of many make the fit a smoother one.</summary>
    public int RefinementWidth { get; init; }

    /// <summary>Memory for lifted training blocks, MiB; blocks are thinned to fit.</summary>
    public int TrainingMiB { get; init; } = 256;

    public int Dimensions => GridNodes.Count;

    /// <summary>
    /// Sizes for one, two or three resolved axes. Fewer nodes in a patch where there are more axes keep the covariance of a
    /// patch small. In three dimensions the plane keeps the nodes of two: they bound the error, those across do little.
    /// </summary>
    public static LinearCodecConfig For(int dimensions) => dimensions switch
    {
        1 => new() { GridNodes = [256], PatchNodes = 16 },
        2 => new() { GridNodes = [96, 64] },
        _ => new() { GridNodes = [96, 64, 16], PatchNodes = 4, TrainingMiB = 1024 },
    };

    /// <summary>Sizes for a mesh: in three dimensions as many nodes as <see cref="For(int)"/> has, shared among the axes by the box's lengths.</summary>
    public static LinearCodecConfig For(Mesh mesh)
    {
        var axes = ActiveAxes.Of(mesh);
        var config = For(axes.Count);
        if (axes.Count < 3) return config;
        double[] lengths = [.. axes.Axes.Select(axis => Enumerable.Range(0, mesh.PointCount).Max(point => mesh.Points[3 * point + axis]) - Enumerable.Range(0, mesh.PointCount).Min(point => mesh.Points[3 * point + axis]))];
        var perMetre = Math.Cbrt(config.GridNodes.Aggregate(1.0, (product, nodes) => product * nodes) / lengths.Aggregate(1.0, (product, length) => product * length));
        var site = config.PatchNodes * config.GroupPatches;
        return config with { GridNodes = [.. lengths.Select(length => site * Math.Max(1, (int)Math.Round(length * perMetre / site)))] };
    }

    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public void Validate()
    {
        var site = PatchNodes * GroupPatches;
        if (GridNodes.Count is < 1 or > 3) throw new ArgumentException($"GridNodes: there are {GridNodes.Count} axes, a codec has 1 to 3.");
        if (PatchNodes < 1 || GroupPatches < 1 || BlockSnapshots < 1 || PatchCoefficients < 1 || Latent < 1)
            throw new ArgumentException("PatchNodes, GroupPatches, BlockSnapshots, PatchCoefficients and Latent must be at least 1.");
        foreach (var nodes in GridNodes)
        {
            if (nodes < 4 || nodes % site != 0)
                throw new ArgumentException($"GridNodes: {nodes} is not a multiple of {site} (PatchNodes x GroupPatches). Take {Math.Max(4, (nodes + site - 1) / site * site)}.");
        }
    }
}

using CfdBridge.Models;

namespace CfdBridge.Testing;

/// <summary>A smooth wave that travels over a lattice: a flow small enough to fit and train a codec on in a test.</summary>
public static class TravellingWave
{
    const double Length = 12;

    public static FlowChannels Channels(int dimensions) =>
        dimensions == 3 ? new([new("U", 0), new("U", 1), new("p", 0)]) : FlowChannels.Of([("U", 3), ("p", 1)], new([0, 1]));

    /// <summary>A mesh as wide as it is long, along as many axes as are resolved.</summary>
    public static Mesh Mesh(int dimensions)
    {
        var cells = dimensions == 1 ? 60 : 12;
        var mesh = Lattice.Of((cells, dimensions > 1 ? cells : 1, dimensions > 2 ? cells : 1), (_, _, _) => false);
        return new([.. mesh.Points.Select((x, i) => i % 3 < dimensions ? x * Length / cells : x)], mesh.Cells);
    }

    public static FlowRun Run(int dimensions, int snapshots = 24)
    {
        var mesh = Mesh(dimensions);
        return new("wave", mesh, snapshots, (start, count) => [.. Enumerable.Range(start, count).SelectMany(t => Enumerable.Range(0, mesh.CellCount).SelectMany(cell => At(mesh, cell, t, 1)))]);
    }

    /// <summary>The same as snapshots of a case.</summary>
    /// <param name="speed">Of the wave; runs differ by it.</param>
    /// <param name="first">Time of the first snapshot.</param>
    public static async IAsyncEnumerable<Snapshot> Snapshots(int dimensions, int snapshots, double speed, double first = 0)
    {
        var mesh = Mesh(dimensions);
        for (var t = 0; t < snapshots; t++)
        {
            await Task.Yield();
            yield return Snapshot(mesh, first + t, speed);
        }
    }

    /// <summary>The same at any times.</summary>
    public static Trajectory Observed(int dimensions, IEnumerable<double> times, double speed)
    {
        var mesh = Mesh(dimensions);
        return new([.. times.Select(t => Snapshot(mesh, t, speed))]);
    }

    /// <summary>Small sizes of a codec that see every part of it work.</summary>
    public static NeuralCodecConfig Config(int dimensions)
    {
        var (nodes, patch, coefficients) = dimensions switch { 1 => (64, 4, 8), 2 => (16, 4, 8), _ => (8, 2, 4) };
        return new()
        {
            Linear = new()
            {
                GridNodes = [.. Enumerable.Repeat(nodes, dimensions)],
                PatchNodes = patch,
                PatchCoefficients = coefficients,
                Latent = coefficients << dimensions,
                Refinements = 0,
            },
            Latent = 6,
            PatchWidth = 16,
            SiteWidth = 24,
            PatchBlocks = 1,
            EncoderBlocks = 1,
            DecoderBlocks = 1,
            PointHeads = 4,
            PointNeighbours = 8,
        };
    }

    /// <summary>A codec as training begins with it, its closed-form part fitted to the wave.</summary>
    public static NeuralCodec Codec(NeuralCodecConfig config, params int[] periodic)
    {
        ArgumentNullException.ThrowIfNull(config);
        var dimensions = config.Linear.Dimensions;
        return new(config, LinearCodecFit.Of([Run(dimensions)], Channels(dimensions), config.Linear), periodic);
    }

    static Snapshot Snapshot(Mesh mesh, double t, double speed)
    {
        float[][] values = [.. Enumerable.Range(0, mesh.CellCount).Select(cell => At(mesh, cell, t, speed))];
        return Some.Snapshot(t, mesh, Some.Vector("U", mesh.CellCount, cell => (values[cell][0], values[cell][1], 0)), Some.Scalar("p", mesh.CellCount, cell => values[cell][2]));
    }

    static float[] At(Mesh mesh, int cell, double t, double speed)
    {
        var (x, y, z) = (mesh.CellCentres[3 * cell], mesh.CellCentres[3 * cell + 1], mesh.CellCentres[3 * cell + 2]);
        var phase = 0.5 * x - 0.4 * speed * t;
        return [(float)(1 + 0.3 * Math.Sin(phase + 0.3 * y)), (float)(0.3 * Math.Cos(phase - 0.2 * y + 0.3 * z)), (float)(0.1 * x + 0.2 * Math.Sin(2 * phase + 0.1 * y))];
    }
}

using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>
/// What a codec loses of runs that it was not fitted to: the rms error by channel at every node of its grid. An ensemble of
/// latents cannot show it, since all members lose alike; it belongs to their spread. It lies beside the codec's weights, in a
/// file of its own, so that a codec's identity does not depend on it.
/// </summary>
public sealed class CodecResiduals
{
    public const string FileName = "residuals.safetensors";

    const string Tensor = "deviations";

    readonly NeuralCodec codec;
    readonly float[] deviations; // [nodes, channels]

    CodecResiduals(NeuralCodec codec, float[] deviations) => (this.codec, this.deviations) = (codec, deviations);

    /// <summary>From whole runs, each counting the same. Where a node has no cell it takes the value of the nearest that has.</summary>
    public static CodecResiduals Of(NeuralCodec codec, IReadOnlyList<FlowRun> runs, IProgress<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(codec);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(progress);
        var (grid, channels) = (codec.Linear.Weights.Grid, codec.Linear.Channels.Count);
        var (squares, counts) = (new double[grid.NodeCount * channels], new double[grid.NodeCount]);
        for (var i = 0; i < runs.Count; i++)
        {
            var (points, own) = (PointSet.CellsOf(runs[i].Mesh), Squares(codec, runs[i], cancellationToken));
            var nodes = Nodes(codec, points);
            for (var cell = 0; cell < nodes.Length; cell++)
            {
                counts[nodes[cell]]++;
                for (var c = 0; c < channels; c++) squares[nodes[cell] * channels + c] += own[cell * channels + c];
            }

            progress.Report((i + 1.0) / runs.Count);
        }

        int[] known = [.. Enumerable.Range(0, grid.NodeCount).Where(node => counts[node] > 0)];
        var places = grid.IndexOf(grid.NodeCoordinates());
        double[] At(int[] some) => [.. some.SelectMany(node => places.AsSpan(node * grid.Dimensions, grid.Dimensions).ToArray())];
        var nearest = NeighbourTable.Of(At(known), places, grid.Dimensions, 1);
        var deviations = new float[squares.Length];
        for (var node = 0; node < grid.NodeCount; node++)
        {
            var from = known[nearest.Indices[node]];
            for (var c = 0; c < channels; c++) deviations[node * channels + c] = (float)Math.Sqrt(squares[from * channels + c] / counts[from]);
        }

        return new(codec, deviations);
    }

    /// <summary>What stands beside a codec's weights; null where nothing does.</summary>
    /// <exception cref="CaseFormatException">It is damaged, or of another codec's grid.</exception>
    public static CodecResiduals? Load(string folder, NeuralCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        using var reader = new SafetensorsReader(path);
        var deviations = reader.Read<float>(Tensor);
        return deviations.Length == codec.Linear.Weights.Grid.NodeCount * codec.Linear.Channels.Count
            ? new(codec, deviations)
            : throw new CaseFormatException(path, "it is not of this codec's grid", "Make it again: cfdbridge train residuals --help.");
    }

    public void Save(string folder)
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "pt");
        writer.Add(Tensor, deviations, codec.Linear.Weights.Grid.NodeCount, codec.Linear.Channels.Count);
        AtomicFile.Write(Path.Combine(folder, FileName), writer.WriteTo);
    }

    /// <summary>Standard deviations at points, in the units of the fields, row-major [points, channels].</summary>
    public float[] At(PointSet points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var (nodes, channels) = (Nodes(codec, points), codec.Linear.Channels.Count);
        var values = new float[nodes.Length * channels];
        for (var i = 0; i < nodes.Length; i++) deviations.AsSpan(nodes[i] * channels, channels).CopyTo(values.AsSpan(i * channels));
        return values;
    }

    // Mean square over the snapshots, row-major [cells, channels].
    static double[] Squares(NeuralCodec codec, FlowRun run, CancellationToken cancellationToken)
    {
        var (points, row) = (PointSet.CellsOf(run.Mesh), run.Mesh.CellCount * codec.Linear.Channels.Count);
        var (mesh, squares, together) = (codec.On(run, run.Read(0, 1)), new double[row], 1 + 15 * codec.BlockSnapshots);
        for (var start = 0; start < run.Snapshots; start += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(together, run.Snapshots - start);
            var actual = run.Read(start, count);
            var decoded = mesh.Decode(mesh.Encode(points, actual, count, run.Mean), points);
            for (var i = 0; i < actual.Length; i++) squares[i % row] += Math.Pow(decoded[i] - actual[i], 2) / run.Snapshots;
        }

        return squares;
    }

    // The node nearest to each point, in spacings of the grid.
    static int[] Nodes(NeuralCodec codec, PointSet points)
    {
        var (grid, places) = (codec.Linear.Weights.Grid, codec.Linear.Weights.Grid.IndexOf(codec.Linear.Axes.Of(points.Coordinates)));
        var nodes = new int[points.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            for (var axis = 0; axis < grid.Dimensions; axis++) nodes[i] = nodes[i] * grid.Axes[axis].Count + Math.Clamp((int)Math.Round(places[i * grid.Dimensions + axis]), 0, grid.Axes[axis].Count - 1);
        }

        return nodes;
    }
}

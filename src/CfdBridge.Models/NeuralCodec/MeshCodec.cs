using static TorchSharp.torch;

namespace CfdBridge.Models;

// T snapshots · N points · C channels · B blocks · L sites · D latent numbers
/// <summary>A neural codec on one mesh: fields at its cells, all or some, to latents and back.</summary>
public sealed class MeshCodec : IDisposable
{
    const int Together = 64; // blocks that pass the network at once

    readonly NeuralCodec codec;
    readonly Mesh mesh;
    readonly Lazy<PointNeighbourhood> all;

    internal MeshCodec(NeuralCodec codec, Mesh mesh, BoundaryRoles? roles)
    {
        (this.codec, this.mesh) = (codec, mesh);
        Surroundings = SurroundingsOf(DomainGeometry.Of(mesh, roles));
        all = new(() => NeighbourhoodOf(PointSet.CellsOf(mesh)));
    }

    /// <summary>Geometry at the patches [1, P, nodes x channels].</summary>
    public Tensor Surroundings { get; }

    /// <summary>Encodes a run's snapshots: the first alone, then block after block, none depending on later ones.</summary>
    /// <param name="points">Cells of the mesh, all or some.</param>
    /// <param name="values">Row-major [snapshots, points, channels].</param>
    public Latents Encode(PointSet points, float[] values, int snapshots)
    {
        ArgumentNullException.ThrowIfNull(points);
        Shapes.Expect(values, nameof(values), ("snapshots", snapshots), ("points", points.Count), ("channels", codec.Linear.Channels.Count));
        var (blocks, row) = (codec.BlocksOf(snapshots), points.Count * codec.Linear.Channels.Count);
        var parts = new List<Tensor>();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var around = points.Cells is null ? all.Value : NeighbourhoodOf(points);
        foreach (var (first, count) in Stretches.Of(blocks, row * codec.BlockSnapshots))
        {
            var held = Held(values, snapshots, row, first, count);
            parts.Add(Prepared(points, around, held, count));
        }

        if (points.Cells is not null) around.Dispose();
        var (coefficients, gathered) = Split(cat([.. parts]));
        var latents = OverTime(blocks, (from, number) =>
        {
            var z = codec.Network.Encode(coefficients.narrow(1, from, number), Surroundings, gathered?.narrow(0, from, number));
            return codec.Network.Bounded(z.narrow(-1, 0, codec.Config.Latent));
        });
        return new(blocks, codec.Sites, codec.Config.Latent, snapshots, latents.data<float>().ToArray());
    }

    /// <summary>Decodes at any points, row-major [snapshots, points, channels].</summary>
    public float[] Decode(Latents latents, PointSet points)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(points);
        Shapes.Expect(latents.Values, "latents", ("blocks", latents.Blocks), ("sites", codec.Sites), ("width", codec.Config.Latent));
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var z = tensor(latents.Values, [1, latents.Blocks, codec.Sites, codec.Config.Latent]);
        var coefficients = OverTime(latents.Blocks, (from, number) => codec.Network.Decode(z.narrow(1, from, number), Surroundings)).data<float>().ToArray();
        var repeated = codec.BlockSnapshots - 1; // the first block holds the first snapshot alone
        var values = codec.Linear.FromCoefficients(coefficients, latents.Snapshots + repeated, points);
        return values[(repeated * points.Count * codec.Linear.Channels.Count)..];
    }

    /// <summary>Which of some points stand around the patches.</summary>
    public PointNeighbourhood NeighbourhoodOf(PointSet points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var nodes = codec.Linear.Weights.Grid.IndexOf(codec.Linear.Axes.Of(points.Coordinates));
        return new(CodecNetwork.PatchPlaces(codec.Shape), Array.ConvertAll(nodes, index => (index + 0.5) / codec.Linear.Config.PatchNodes), codec.Shape.Dimensions, codec.Config.PointNeighbours);
    }

    public void Dispose()
    {
        Surroundings.Dispose();
        if (all.IsValueCreated) all.Value.Dispose();
    }

    // Snapshots of some blocks: before the first lies the first again, after the last the last.
    float[] Held(float[] values, int snapshots, int row, int first, int count)
    {
        var held = new float[count * codec.BlockSnapshots * row];
        for (var i = 0; i < count * codec.BlockSnapshots; i++)
        {
            var t = Math.Clamp(first * codec.BlockSnapshots + i - (codec.BlockSnapshots - 1), 0, snapshots - 1);
            values.AsSpan(t * row, row).CopyTo(held.AsSpan(i * row));
        }

        return held;
    }

    // Coefficients and gathered points of some blocks side by side [blocks, L x K + P x H x V].
    Tensor Prepared(PointSet points, PointNeighbourhood around, float[] held, int blocks)
    {
        var coefficients = tensor(codec.Linear.Coefficients(points, held, blocks * codec.BlockSnapshots, codec.BlockSnapshots), [blocks, codec.Sites * codec.Shape.Coefficients]);
        if (!codec.Network.Gathers) return coefficients;
        var values = tensor(codec.Linear.Centred(points, held, blocks * codec.BlockSnapshots), [points.Count, blocks, codec.Shape.BlockValues]);
        return cat([coefficients, codec.Network.Gather(around, values).flatten(1)], 1);
    }

    (Tensor Coefficients, Tensor? Gathered) Split(Tensor prepared)
    {
        var coefficients = prepared.narrow(1, 0, codec.Sites * codec.Shape.Coefficients).reshape(1, -1, codec.Sites, codec.Shape.Coefficients);
        if (!codec.Network.Gathers) return (coefficients, null);
        var rest = prepared.shape[1] - codec.Sites * codec.Shape.Coefficients;
        return (coefficients, prepared.narrow(1, codec.Sites * codec.Shape.Coefficients, rest).reshape(prepared.shape[0], codec.Shape.PatchCount, -1));
    }

    // In stretches, each led in by as many blocks as a block can see back.
    Tensor OverTime(int blocks, Func<int, int, Tensor> pass)
    {
        var parts = new List<Tensor>();
        for (var start = 0; start < blocks; start += Together)
        {
            var (from, end) = (Math.Max(0, start - codec.Config.BlocksSeen), Math.Min(blocks, start + Together));
            parts.Add(pass(from, end - from).narrow(1, start - from, end - start));
        }

        return cat([.. parts], 1).contiguous();
    }

    Tensor SurroundingsOf(DomainGeometry geometry)
    {
        var (layout, values) = (codec.Linear.Layout, GridSurroundings.Of(geometry, codec.Linear.Weights.Grid.NodeCoordinates()));
        var rows = Enumerable.Range(0, layout.Nodes.Length).SelectMany(patch => layout.Nodes[patch]).SelectMany(node => values.Skip(node * GridSurroundings.Channels).Take(GridSurroundings.Channels)).ToArray();
        using var scope = NewDisposeScope();
        return tensor(rows, [1, layout.Nodes.Length, rows.Length / layout.Nodes.Length]).DetachFromDisposeScope();
    }
}

using static TorchSharp.torch;

namespace CfdBridge.Models;

// T snapshots · N points · C channels · B blocks · L sites · D latent numbers
/// <summary>A neural codec on one mesh: fields at its cells, all or some, to latents and back.</summary>
public sealed class MeshCodec : IDisposable
{
    const int Together = 64; // blocks that pass the network at once

    readonly NeuralCodec codec;
    readonly Mesh mesh;
    readonly DomainGeometry geometry;
    readonly Lazy<PointNeighbourhood> all;
    readonly Lazy<Tensor> allWeights;
    readonly PointCorrections corrections;

    internal MeshCodec(NeuralCodec codec, Mesh mesh, BoundaryRoles? roles, float[]? velocity)
    {
        (this.codec, this.mesh) = (codec, mesh);
        geometry = DomainGeometry.Of(mesh, roles, velocity);
        Surroundings = SurroundingsOf(geometry);
        all = new(() => NeighbourhoodOf(PointSet.CellsOf(mesh)));
        allWeights = new(() => codec.Network.WeightsAround(all.Value).DetachFromDisposeScope());
        corrections = new(codec, PlacesOf);
    }

    /// <summary>Geometry at the patches [1, P, nodes x channels].</summary>
    public Tensor Surroundings { get; }

    /// <summary>
    /// What tells a generator of latents where it is [L, G]: the geometry, averaged over the nodes of a patch, and where the
    /// codec takes a mean off the values, that mean in the leading coefficients of the linear codec. Latents alone say
    /// nothing of either.
    /// </summary>
    /// <param name="mean">What is taken off; null where it is in the codec's weights.</param>
    public Tensor SiteFeatures(RunMean? mean)
    {
        using var scope = NewDisposeScope();
        var patches = Surroundings[0].reshape(Surroundings.shape[1], -1, GridSurroundings.Channels).mean([1]);      // [P, channels]
        var order = tensor(codec.Linear.Layout.Patches.SelectMany(patch => patch).Select(patch => (long)patch).ToArray());
        var geometry = patches.index_select(0, order).reshape(codec.Sites, -1);
        return (mean is null ? geometry : cat([geometry, Leading(mean)], 1)).MoveToOuterDisposeScope();
    }

    // A steady flow in the first coefficients of the linear codec, as many as there are latent numbers [L, D].
    Tensor Leading(RunMean mean)
    {
        float[] steady = [.. Enumerable.Repeat(mean.Values, codec.BlockSnapshots).SelectMany(values => values)];
        var coefficients = codec.Linear.Coefficients(mean.Points, steady, codec.BlockSnapshots, codec.BlockSnapshots);
        return tensor(coefficients, [codec.Sites, coefficients.Length / codec.Sites]).narrow(1, 0, codec.Config.Latent);
    }

    /// <summary>Encodes a run's snapshots: the first alone, then block after block, none depending on later ones.</summary>
    /// <param name="points">Cells of the mesh, all or some.</param>
    /// <param name="values">Row-major [snapshots, points, channels].</param>
    /// <param name="mean">What to take off a run's values where the codec centres by that: as a rule the mean of earlier snapshots; without it, of these.</param>
    public Latents Encode(PointSet points, float[] values, int snapshots, RunMean? mean = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        Shapes.Expect(values, nameof(values), ("snapshots", snapshots), ("points", points.Count), ("channels", codec.Linear.Channels.Count));
        mean ??= codec.Linear.MeanOf(points, values, snapshots);
        values = mean?.Off(values) ?? values;
        var (blocks, row) = (codec.BlocksOf(snapshots), points.Count * codec.Linear.Channels.Count);
        var parts = new List<Tensor>();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var around = IsWhole(points) ? all.Value : NeighbourhoodOf(points);
        foreach (var (first, count) in Stretches.Of(blocks, row * codec.BlockSnapshots))
        {
            var held = Held(values, snapshots, row, first, count);
            parts.Add(Prepared(points, around, held, count));
        }

        if (!IsWhole(points)) around.Dispose();
        var (coefficients, gathered) = Split(cat([.. parts]));
        var latents = OverTime(blocks, (from, number, _) =>
        {
            var z = codec.Network.Encode(coefficients.narrow(1, from, number), Surroundings, gathered?.narrow(0, from, number));
            return codec.Network.Bounded(z.narrow(-1, 0, codec.Config.Latent));
        });
        return new(blocks, codec.Sites, codec.Config.Latent, snapshots, latents.data<float>().ToArray(), mean);
    }

    /// <summary>
    /// Encodes whole blocks from the midst of a run, each with those before it that it sees: the same bytes for a block however
    /// many are encoded at once.
    /// </summary>
    /// <param name="values">Row-major [blocks x snapshots of a block, points, channels].</param>
    /// <param name="lead">Of the blocks, those at the beginning that only lead in the others.</param>
    /// <param name="mean">What to take off the values where the codec centres by a run's mean.</param>
    /// <returns>Of each other block, row-major [L, D].</returns>
    public IReadOnlyList<float[]> EncodeBlocks(PointSet points, float[] values, int blocks, int lead, RunMean? mean)
    {
        ArgumentNullException.ThrowIfNull(points);
        Shapes.Expect(values, nameof(values), ("snapshots", blocks * codec.BlockSnapshots), ("points", points.Count), ("channels", codec.Linear.Channels.Count));
        values = mean?.Off(values) ?? values;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (network, block) = (codec.Network, values.Length / blocks);
        var coefficients = Coefficients(points, values, blocks).reshape(1, blocks, codec.Sites, -1); // by our own arithmetic: a block's do not depend on the others
        var gathered = Enumerable.Repeat<Tensor?>(null, blocks).ToArray();
        if (network.Gathers)
        {
            var around = IsWhole(points) ? all.Value : NeighbourhoodOf(points);
            var weights = IsWhole(points) && network.Arithmetic.Frozen ? allWeights.Value : network.WeightsAround(around);
            gathered = [.. Enumerable.Range(0, blocks).Select(b => around.Gather(Centred(points, values[(b * block)..((b + 1) * block)], 1), weights))];
            if (!IsWhole(points)) around.Dispose();
        }

        float[] Last(int from, int end)
        {
            var seen = network.Gathers ? cat([.. gathered[from..end].Select(one => one!)]) : null; // gathered above
            var latents = network.Encode(coefficients.narrow(1, from, end - from), Surroundings, seen).narrow(-1, 0, codec.Config.Latent);
            return network.Bounded(latents).select(1, end - from - 1).contiguous().data<float>().ToArray();
        }

        return [.. Enumerable.Range(lead, blocks - lead).Select(b => Last(Math.Max(0, b - codec.Config.BlocksSeen), b + 1))];
    }

    /// <summary>Decodes at any points, row-major [snapshots, points, channels].</summary>
    /// <param name="skip">Snapshots left out at the beginning: what a caller needs only to lead in the others.</param>
    public float[] Decode(Latents latents, PointSet points, int skip = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(points);
        Shapes.Expect(latents.Values, "latents", ("blocks", latents.Blocks), ("sites", codec.Sites), ("width", codec.Config.Latent));
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var repeated = codec.BlockSnapshots - 1; // the first block holds the first snapshot alone
        var (unwanted, left) = Math.DivRem(repeated + skip, codec.BlockSnapshots); // whole blocks, and snapshots of the next
        var (lead, wanted) = (Math.Min(unwanted, codec.Config.BlocksSeen), latents.Blocks - unwanted);
        var z = tensor(latents.Values, [1, latents.Blocks, codec.Sites, codec.Config.Latent]).narrow(1, unwanted - lead, lead + wanted);
        var patches = new List<Tensor>();
        var coefficients = OverTime(lead + wanted, (from, number, led) =>
        {
            var decoded = codec.Network.Decode(z.narrow(1, from, number), Surroundings);
            patches.Add(decoded.Patches.narrow(0, led, number - led));
            return decoded.Coefficients;
        });
        var values = AtPoints(coefficients.narrow(1, lead, wanted), cat([.. patches]).narrow(0, lead, wanted), points, left, latents.Snapshots - skip);
        return latents.Mean?.At(points, codec.Linear.Weights.Grid, codec.Linear.Axes).On(values) ?? values;
    }

    /// <summary>Values at points, row-major [snapshots of all blocks, points, channels], of what the network decodes; without the mean of their run where that is the centring.</summary>
    /// <param name="coefficients">[1, B, L, K], or with clips one after the other.</param>
    /// <param name="patches">Channels at the patches [B, P, width].</param>
    public float[] AtPoints(Tensor coefficients, Tensor patches, PointSet points)
    {
        ArgumentNullException.ThrowIfNull(patches);
        return AtPoints(coefficients, patches, points, 0, (int)patches.shape[0] * codec.BlockSnapshots);
    }

    float[] AtPoints(Tensor coefficients, Tensor patches, PointSet points, int skip, int snapshots)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(points);
        var values = codec.Linear.FromCoefficients(coefficients.contiguous().data<float>().ToArray(), skip + snapshots, points, skip);
        if (codec.Network.Corrects) corrections.Add(values, patches, points, IsWhole(points), skip);
        return values;
    }

    bool IsWhole(PointSet points) => points.Cells is null && points.MeshId == mesh.Id;

    /// <summary>Which of some points stand around the patches.</summary>
    public PointNeighbourhood NeighbourhoodOf(PointSet points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var nodes = codec.Linear.Weights.Grid.IndexOf(codec.Linear.Axes.Of(points.Coordinates));
        return new(CodecNetwork.PatchPlaces(codec.Shape), Array.ConvertAll(nodes, InPatches), codec.Shape.Dimensions, codec.Config.PointNeighbours);
    }

    /// <summary>Where values are wanted: the patches around some points and the geometry there.</summary>
    public PointPlaces PlacesOf(PointSet points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var coordinates = codec.Linear.Axes.Of(points.Coordinates);
        var nodes = codec.Linear.Weights.Grid.IndexOf(coordinates);
        return new(Array.ConvertAll(nodes, InPatches), CodecNetwork.PatchPlaces(codec.Shape), codec.Shape.Dimensions, GridSurroundings.Of(geometry, coordinates));
    }

    double InPatches(double node) => (node + 0.5) / codec.Linear.Config.PatchNodes;

    public void Dispose()
    {
        Surroundings.Dispose();
        corrections.Dispose();
        if (allWeights.IsValueCreated) allWeights.Value.Dispose();
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
        var coefficients = Coefficients(points, held, blocks);
        return codec.Network.Gathers ? cat([coefficients, codec.Network.Gather(around, Centred(points, held, blocks)).flatten(1)], 1) : coefficients;
    }

    // [blocks, L x K]
    Tensor Coefficients(PointSet points, float[] held, int blocks) =>
        tensor(codec.Linear.Coefficients(points, held, blocks * codec.BlockSnapshots, codec.BlockSnapshots), [blocks, codec.Sites * codec.Shape.Coefficients]);

    // [N, blocks, V]
    Tensor Centred(PointSet points, float[] held, int blocks) =>
        tensor(codec.Linear.Centred(points, held, blocks * codec.BlockSnapshots), [points.Count, blocks, codec.Shape.BlockValues]);

    (Tensor Coefficients, Tensor? Gathered) Split(Tensor prepared)
    {
        var coefficients = prepared.narrow(1, 0, codec.Sites * codec.Shape.Coefficients).reshape(1, -1, codec.Sites, codec.Shape.Coefficients);
        if (!codec.Network.Gathers) return (coefficients, null);
        var rest = prepared.shape[1] - codec.Sites * codec.Shape.Coefficients;
        return (coefficients, prepared.narrow(1, codec.Sites * codec.Shape.Coefficients, rest).reshape(prepared.shape[0], codec.Shape.PatchCount, -1));
    }

    // In stretches, each led in by as many blocks as a block can see back: first block, number, and how many of them lead in.
    Tensor OverTime(int blocks, Func<int, int, int, Tensor> pass)
    {
        var parts = new List<Tensor>();
        for (var start = 0; start < blocks; start += Together)
        {
            var (from, end) = (Math.Max(0, start - codec.Config.BlocksSeen), Math.Min(blocks, start + Together));
            parts.Add(pass(from, end - from, start - from).narrow(1, start - from, end - start));
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

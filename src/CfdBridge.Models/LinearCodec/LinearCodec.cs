namespace CfdBridge.Models;

/// <summary>
/// The linear codec: points are lifted to a grid, patches of nodes, snapshots and channels become their leading
/// Karhunen-Loeve coefficients, and those of neighbouring patches become the leading numbers of a latent site. Nothing
/// is learned by descent; it is the floor and the control of every learned codec, and the first and last step of some.
/// </summary>
/// <remarks>
/// Blocks are encoded one by one and in order, so nothing of a latent depends on later snapshots. Beside the caller's
/// values encoding holds only what the grid's nodes look at, and decoding a tile of points, so that memory does not grow
/// with the mesh but for a few dozen bytes a point.
/// </remarks>
public sealed class LinearCodec
{
    const int TilePoints = 1 << 15;

    readonly BlockCode code;
    readonly GridOperators operators;
    readonly PatchTransform transform;

    public LinearCodec(LinearCodecConfig config, FlowChannels channels, ActiveAxes axes, LinearCodecWeights weights)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(weights);
        (Config, Channels, Axes, Weights) = (config, channels, axes, weights);
        code = new(config, channels.Count);
        operators = new(weights.Grid, axes, weights.Normaliser);
        transform = new(code, config, weights);
    }

    public LinearCodecConfig Config { get; }

    public FlowChannels Channels { get; }

    public ActiveAxes Axes { get; }

    public LinearCodecWeights Weights { get; }

    /// <summary>Sites along each axis, the last running fastest.</summary>
    public IReadOnlyList<int> SiteShape => code.Layout.SiteShape;

    public int Sites => code.Layout.Patches.Length;

    /// <summary>Coefficients of a site's patches together: what a learned codec starts from.</summary>
    public int SiteCoefficients => code.SiteValues;

    internal PatchLayout Layout => code.Layout;

    internal int PatchWidth => code.PatchWidth;

    internal int SiteWidth => code.SiteWidth;

    /// <summary>Encodes snapshots in blocks one after the other; a last block that is not full is filled with its last snapshot.</summary>
    /// <param name="points">Where the values are known.</param>
    /// <param name="values">Row-major [snapshots, points, channels].</param>
    /// <param name="mean">What to take off a run's values where the codec centres by that; without it, the mean of these.</param>
    public Latents Encode(PointSet points, float[] values, int snapshots, RunMean? mean = null)
    {
        mean ??= MeanOf(points, values, snapshots);
        return ToLatents(Coefficients(points, mean?.Off(values) ?? values, snapshots, Config.BlockSnapshots), snapshots) with { Mean = mean };
    }

    /// <summary>The mean that a run's values are to be centred by; null where it is the training runs' and in the weights.</summary>
    public RunMean? MeanOf(PointSet points, ReadOnlySpan<float> values, int snapshots) => Config.Centring == FlowCentring.Run ? RunMean.Of(points, values, snapshots) : null;

    /// <summary>Decodes at any points, row-major [snapshots, points, channels].</summary>
    public float[] Decode(Latents latents, PointSet points)
    {
        ArgumentNullException.ThrowIfNull(latents);
        var values = FromCoefficients(ToCoefficients(latents), latents.Snapshots, points);
        return latents.Mean?.At(points, Weights.Grid, Axes).On(values) ?? values;
    }

    /// <summary>The same codec with fewer numbers for each latent site.</summary>
    public LinearCodec Truncated(int latent)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(latent, code.SiteWidth);
        var energies = Enumerable.Range(0, Sites * latent).Select(i => Weights.SiteEnergies[i / latent * code.SiteWidth + i % latent]);
        float[][] bases = [.. Weights.SiteBases.Select(basis => Enumerable.Range(0, code.SiteValues * latent).Select(i => basis[i / latent * code.SiteWidth + i % latent]).ToArray())];
        return new(Config with { Latent = latent, RefinementWidth = 0 }, Channels, Axes, Weights with { SiteBases = bases, SiteEnergies = [.. energies] });
    }

    /// <summary>
    /// The coefficients of all sites, of values without their run's mean where that is the centring, row-major [blocks, sites, <see cref="SiteCoefficients"/>]. Blocks begin at every
    /// <paramref name="stride"/>-th snapshot; where blocks overlap, only full ones are made (but at least one).
    /// </summary>
    public float[] Coefficients(PointSet points, float[] values, int snapshots, int stride)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        Shapes.Expect(values, nameof(values), ("snapshots", snapshots), ("points", points.Count), ("channels", Channels.Count));
        var (lift, means) = (operators.Lift(points), operators.Means(points));
        var refinements = points is { MeshId: not null, Cells: null } ? 0 : Config.Refinements; // where all cells are known there is no gain
        var last = stride >= Config.BlockSnapshots ? snapshots - 1 : Math.Max(0, snapshots - Config.BlockSnapshots);
        var blocks = last / stride + 1;
        var coefficients = new float[blocks * Sites * code.SiteValues];
        foreach (var (first, count) in Stretches.Of(blocks, Math.Max(lift.Reads.Length, Weights.Grid.NodeCount) * Channels.Count * Config.BlockSnapshots))
        {
            // Blocks one after the other, overlaps repeated.
            int[] held = [.. Enumerable.Range(0, count * Config.BlockSnapshots).Select(i => Math.Min((first + i / Config.BlockSnapshots) * stride + i % Config.BlockSnapshots, snapshots - 1))];
            Refined(Weights.Normaliser.Columns(values, means, held, lift.Reads), lift, count, refinements).CopyTo(coefficients, first * Sites * code.SiteValues);
        }

        return coefficients;
    }

    /// <summary>To the grid and back without any code, row-major [snapshots, points, channels]: the floor of every codec on this grid.</summary>
    /// <param name="known">Where the values are known.</param>
    /// <param name="values">Row-major [snapshots, known points, channels].</param>
    /// <param name="wanted">Where they are wanted.</param>
    public float[] GridAlone(PointSet known, float[] values, int snapshots, PointSet wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var (lift, sample, here, there) = (operators.Lift(known), operators.Sample(wanted), operators.Means(known), operators.Means(wanted));
        var mean = MeanOf(known, values, snapshots);
        values = mean?.Off(values) ?? values;
        var (row, decoded) = (wanted.Count * Channels.Count, new float[(long)snapshots * wanted.Count * Channels.Count]);
        foreach (var (start, count) in Stretches.Of(snapshots, Math.Max(Math.Max(known.Count, wanted.Count), Weights.Grid.NodeCount) * Channels.Count))
        {
            var nodes = lift.Apply(Weights.Normaliser.Columns(values, here, [.. Enumerable.Range(start, count)], lift.Reads), count * Channels.Count);
            AtPoints(nodes, count, 0, sample, there, decoded.AsSpan(start * row, count * row));
        }

        return mean?.At(wanted, Weights.Grid, Axes).On(decoded) ?? decoded;
    }

    /// <summary>Values as the lift takes them, centred and scaled: row-major [points, snapshots, channels].</summary>
    /// <param name="values">Row-major [snapshots, points, channels].</param>
    public float[] Centred(PointSet points, float[] values, int snapshots)
    {
        ArgumentNullException.ThrowIfNull(points);
        Shapes.Expect(values, nameof(values), ("snapshots", snapshots), ("points", points.Count), ("channels", Channels.Count));
        return Weights.Normaliser.Columns(values, operators.Means(points), [.. Enumerable.Range(0, snapshots)], [.. Enumerable.Range(0, points.Count)]);
    }

    /// <summary>Latents of coefficients [blocks, sites, <see cref="SiteCoefficients"/>].</summary>
    public Latents ToLatents(float[] coefficients, int snapshots)
    {
        var blocks = coefficients.Length / (Sites * code.SiteValues);
        return new(blocks, Sites, code.SiteWidth, snapshots, transform.ToLatents(coefficients, blocks));
    }

    /// <summary>Coefficients [blocks, sites, <see cref="SiteCoefficients"/>] of latents.</summary>
    public float[] ToCoefficients(Latents latents)
    {
        Shapes.Expect(latents.Values, "latents", ("blocks", latents.Blocks), ("sites", Sites), ("width", code.SiteWidth));
        return transform.ToCoefficients(latents.Values, latents.Blocks);
    }

    /// <summary>Values at points, row-major [snapshots, points, channels], of coefficients of consecutive blocks.</summary>
    /// <param name="skip">Of the snapshots, those left out at the beginning.</param>
    public float[] FromCoefficients(float[] coefficients, int snapshots, PointSet points, int skip = 0)
    {
        ArgumentNullException.ThrowIfNull(points);
        var (sample, means, row, perBlock) = (operators.Sample(points), operators.Means(points), points.Count * Channels.Count, Sites * code.SiteValues);
        var (values, grid) = (new float[(long)(snapshots - skip) * row], Array.Empty<float>());
        foreach (var (start, count) in Stretches.Of(snapshots, Math.Max(TilePoints, Weights.Grid.NodeCount) * Channels.Count, Config.BlockSnapshots))
        {
            var (first, blocks) = (start / Config.BlockSnapshots, (count + Config.BlockSnapshots - 1) / Config.BlockSnapshots);
            var held = blocks * Config.BlockSnapshots;
            var left = Math.Clamp(skip - start, 0, count); // of this stretch
            if (grid.Length != Weights.Grid.NodeCount * held * Channels.Count) grid = new float[Weights.Grid.NodeCount * held * Channels.Count];
            transform.ToNodes(coefficients.AsSpan(first * perBlock, blocks * perBlock).ToArray(), blocks, grid);
            AtPoints(grid, held, left, sample, means, values.AsSpan((start + left - skip) * row, (count - left) * row));
        }

        return values;
    }

    // [nodes, snapshots held, channels] -> [snapshots after the skipped ones, points, channels], by tiles of points
    void AtPoints(float[] grid, int held, int skip, LagrangeSample sample, float[] means, Span<float> values)
    {
        var points = means.Length / Channels.Count;
        for (var tile = 0; tile < points; tile += TilePoints)
            Weights.Normaliser.Rows(sample.Apply(grid, held * Channels.Count, tile, Math.Min(TilePoints, points - tile)), means, tile, held, skip, values);
    }

    // [points read, snapshots of all blocks, channels] -> [blocks, sites, site values]
    float[] Refined(float[] columns, PointLift lift, int blocks, int refinements)
    {
        var batch = blocks * Config.BlockSnapshots * Channels.Count;
        var coefficients = transform.OfNodes(lift.Apply(columns, batch), blocks);
        var grid = refinements > 0 ? new float[Weights.Grid.NodeCount * batch] : [];
        for (var refinement = 0; refinement < refinements; refinement++)
        {
            transform.ToNodes(transform.Kept(coefficients, blocks), blocks, grid);
            var left = lift.Sample.Apply(grid, batch);
            for (var i = 0; i < left.Length; i++) left[i] = columns[i] - left[i];
            var added = transform.Kept(transform.OfNodes(lift.Apply(left, batch), blocks), blocks);
            for (var i = 0; i < added.Length; i++) coefficients[i] += added[i];
        }

        return coefficients;
    }
}

namespace CfdBridge.Models;

/// <summary>Fits a linear codec to runs: two passes over the data, then a covariance and its leading directions for each patch and site.</summary>
public static class LinearCodecFit
{
    const float LeastWeight = 0.02f; // of the mean node weight (volume share): nodes that cells lean on only lightly still count

    /// <param name="runs">Training runs with the same channels; on one mesh or on several over about the same box.</param>
    /// <exception cref="ArgumentException">There is no run, or no snapshot in one of them.</exception>
    public static LinearCodec Of(IReadOnlyList<FlowRun> runs, FlowChannels channels, LinearCodecConfig? config = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(channels);
        if (runs.Count == 0 || runs.Any(run => run.Snapshots == 0)) throw new ArgumentException("A codec needs at least one run, and a snapshot in each.", nameof(runs));
        var axes = ActiveAxes.Of(runs[0].Mesh);
        config ??= LinearCodecConfig.For(runs[0].Mesh);
        if (config.Dimensions != axes.Count) throw new ArgumentException($"GridNodes has {config.Dimensions} axes, the runs are resolved along {axes.Count}.", nameof(config));
        var code = new BlockCode(config, channels.Count);
        var meshes = runs.Select(run => run.Mesh).DistinctBy(mesh => mesh.Id).ToArray();
        var grid = Grid(meshes, axes, config);
        var normaliser = Normaliser.Fit(runs, channels, axes, cancellationToken);
        var operators = new GridOperators(grid, axes, normaliser);
        var nodeWeights = config.Bases == BasisSharing.Own && meshes.Length == 1 ? CellWeights(meshes[0], grid, operators) : VolumeWeights(grid);
        var (samples, blocks) = Samples(runs, code, config, normaliser, operators, nodeWeights, cancellationToken);
        var (patchBases, coefficients, lostInPatches) = Patches(samples, blocks, code, config.Bases, cancellationToken);
        var (siteBases, energies, lostInSites) = SiteBases(coefficients, blocks, code, config.Bases);
        FlowRun[] named = [.. runs.DistinctBy(run => run.Name)]; // one may be there about several means
        var provenance = new LinearCodecProvenance([.. named.Select(run => run.Name)], [.. meshes.Select(mesh => mesh.Id)], named.Sum(run => run.Snapshots), blocks, lostInPatches, lostInSites);
        return new(config, channels, axes, new(grid, normaliser, nodeWeights, patchBases, siteBases, energies, provenance));
    }

    static GradedGrid Grid(Mesh[] meshes, ActiveAxes axes, LinearCodecConfig config)
    {
        double[] centres = [.. meshes.SelectMany(mesh => axes.Of(mesh.CellCentres))];
        var corners = meshes.Select(mesh => axes.Of(mesh.Points)).ToArray();
        double[] Corner(Func<IEnumerable<double>, double> furthest) =>
            [.. Enumerable.Range(0, axes.Count).Select(axis => furthest(corners.Select(points => furthest(points.Where((_, i) => i % axes.Count == axis)))))];
        return GradedGrid.Of(centres, Corner(Enumerable.Min), Corner(Enumerable.Max), config.GridNodes, config.Density, PeriodicAxes.Of(meshes, axes));
    }

    // A node counts by the cell volume that draws on it, so that the bases minimise the volume-weighted error at the cells.
    static float[] CellWeights(Mesh mesh, GradedGrid grid, GridOperators operators)
    {
        var total = mesh.CellVolumes.Sum();
        var (shares, used) = operators.Sample(PointSet.CellsOf(mesh)).ApplyTransposed([.. mesh.CellVolumes.Select(volume => volume / total)]);
        var mean = shares.Sum() / used.Count(node => node);
        return [.. shares.Select((share, node) => used[node] ? (float)Math.Sqrt(Math.Max(share / mean, LeastWeight)) : 0)];
    }

    // A node counts by the volume around it: how cells draw on nodes differs from mesh to mesh and from place to place,
    // and what is shared between them must see smooth fields.
    static float[] VolumeWeights(GradedGrid grid)
    {
        var volumes = Enumerable.Repeat(1.0, grid.NodeCount).ToArray();
        for (int axis = 0, after = grid.NodeCount; axis < grid.Dimensions; axis++)
        {
            var nodes = grid.Axes[axis].Nodes;
            after /= nodes.Length;
            for (var node = 0; node < volumes.Length; node++)
            {
                var i = node / after % nodes.Length;
                volumes[node] *= (nodes[Math.Min(i + 1, nodes.Length - 1)] - nodes[Math.Max(i - 1, 0)]) / 2;
            }
        }

        var mean = volumes.Average();
        return [.. volumes.Select(volume => (float)Math.Sqrt(Math.Max(volume / mean, LeastWeight)))];
    }

    // Weighted samples of each patch [patches][blocks, patch values], thinned to the memory allowed.
    static (float[][] Samples, int Blocks) Samples(
        IReadOnlyList<FlowRun> runs, BlockCode code, LinearCodecConfig config, Normaliser normaliser, GridOperators operators, float[] nodeWeights, CancellationToken cancellationToken)
    {
        var patches = code.Layout.Nodes.Length;
        var fitting = Math.Max(1, config.TrainingMiB * (1L << 20) / (sizeof(float) * (long)patches * code.PatchValues));
        var stride = 1;
        int Blocks() => runs.Sum(run => StartsOf(run, config, stride).Count());
        while (Blocks() > fitting && stride < runs.Max(run => run.Snapshots)) stride++;
        var blocks = Blocks();
        var samples = Enumerable.Range(0, patches).Select(_ => new float[blocks * code.PatchValues]).ToArray();
        var done = 0;
        foreach (var run in runs)
        {
            var (lift, means) = (operators.Lift(PointSet.CellsOf(run.Mesh)), operators.Means(PointSet.CellsOf(run.Mesh)));
            int[] starts = [.. StartsOf(run, config, stride)];
            foreach (var (first, count) in Stretches.Of(run.Snapshots, run.Mesh.CellCount * code.Channels))
            {
                cancellationToken.ThrowIfCancellationRequested();
                int[] here = [.. starts.Where(start => start >= first && start < first + count).Select(start => start - first)];
                if (here.Length == 0) continue;
                var held = Math.Min(run.Snapshots - first, here[^1] + config.BlockSnapshots);
                var columns = normaliser.Columns(run.Read(first, held), means, [.. Enumerable.Range(0, held)], lift.Reads);
                var nodes = lift.Apply(columns, held * code.Channels);
                var at = done;
                Parallel.For(0, patches, patch => code.Gather(nodes, held, here, patch, nodeWeights, samples[patch].AsSpan(at * code.PatchValues)));
                done += here.Length;
            }
        }

        return (samples, blocks);
    }

    static IEnumerable<int> StartsOf(FlowRun run, LinearCodecConfig config, int stride)
    {
        var last = Math.Max(0, run.Snapshots - config.BlockSnapshots);
        for (var start = 0; start <= last; start += stride) yield return start;
    }

    static (float[][] Bases, float[][] SiteSamples, double Lost) Patches(float[][] samples, int blocks, BlockCode code, BasisSharing sharing, CancellationToken cancellationToken)
    {
        var (bases, kept, total) = (new float[samples.Length][], new double[samples.Length], new double[samples.Length]);
        var shared = sharing != BasisSharing.Own ? KarhunenLoeve.Of(Pooled(samples, code.PatchValues), code.PatchValues, code.PatchWidth).Basis : null;
        float[][] siteSamples = [.. code.Layout.Patches.Select(_ => new float[blocks * code.SiteValues])];
        Parallel.For(0, code.Layout.Patches.Length, new() { CancellationToken = cancellationToken }, site =>
        {
            for (var place = 0; place < code.Layout.Patches[site].Length; place++)
            {
                var patch = code.Layout.Patches[site][place];
                bases[patch] = shared ?? KarhunenLoeve.Of(samples[patch], code.PatchValues, code.PatchWidth).Basis;
                var coefficients = new float[blocks * code.PatchWidth];
                DenseProduct.Multiply<float>(samples[patch], bases[patch], coefficients, blocks, code.PatchValues, code.PatchWidth);
                (kept[patch], total[patch]) = (MeanSquares(coefficients, code.PatchWidth).Sum(), MeanSquares(samples[patch], code.PatchValues).Sum());
                for (var block = 0; block < blocks; block++)
                    coefficients.AsSpan(block * code.PatchWidth, code.PatchWidth).CopyTo(siteSamples[site].AsSpan(block * code.SiteValues + place * code.PatchWidth));
                samples[patch] = []; // no longer needed, and large
            }
        });
        return (shared is null ? bases : [shared], siteSamples, Lost(kept, total));
    }

    static (float[][] Bases, float[] Energies, double Lost) SiteBases(float[][] siteSamples, int blocks, BlockCode code, BasisSharing sharing)
    {
        var sites = siteSamples.Length;
        var (bases, energies, total) = (new float[sites][], new float[sites * code.SiteWidth], new double[sites]);
        var shared = sharing == BasisSharing.Shared ? KarhunenLoeve.Of(Pooled(siteSamples, code.SiteValues), code.SiteValues, code.SiteWidth).Basis : null;
        Parallel.For(0, sites, site =>
        {
            bases[site] = shared ?? KarhunenLoeve.Of(siteSamples[site], code.SiteValues, code.SiteWidth).Basis;
            var latents = new float[blocks * code.SiteWidth];
            DenseProduct.Multiply<float>(siteSamples[site], bases[site], latents, blocks, code.SiteValues, code.SiteWidth);
            var kept = MeanSquares(latents, code.SiteWidth);
            for (var i = 0; i < code.SiteWidth; i++) energies[site * code.SiteWidth + i] = (float)kept[i];
            total[site] = MeanSquares(siteSamples[site], code.SiteValues).Sum();
        });
        return (shared is null ? bases : [shared], energies, Lost([.. energies.Select(energy => (double)energy)], total));
    }

    // Some rows of all places, evenly spread.
    static float[] Pooled(float[][] samples, int width)
    {
        const int Most = 24_000;
        var rows = samples.Sum(place => (long)place.Length / width);
        var every = (int)Math.Max(1, rows / Most);
        var pooled = new List<float>();
        for (int place = 0, at = 0; place < samples.Length; place++)
        {
            for (var row = 0; row < samples[place].Length / width; row++, at++)
            {
                if (at % every == 0) pooled.AddRange(samples[place].AsSpan(row * width, width));
            }
        }

        return [.. pooled];
    }

    static double[] MeanSquares(float[] rows, int width)
    {
        var squares = new double[width];
        for (var i = 0; i < rows.Length; i++) squares[i % width] += (double)rows[i] * rows[i];
        return [.. squares.Select(square => square * width / Math.Max(1, rows.Length))];
    }

    static double Lost(double[] kept, double[] total) => total.Sum() > 0 ? Math.Max(0, 1 - kept.Sum() / total.Sum()) : 0;
}

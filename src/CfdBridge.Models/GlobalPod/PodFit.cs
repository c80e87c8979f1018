using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;
using Symmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace CfdBridge.Models;

/// <summary>
/// The method of snapshots (Sirovich, Quart. Appl. Math. 45, 1987): the modes are combinations of the training blocks,
/// so that only the matrix of the blocks' inner products is diagonalised.
/// </summary>
static class PodFit
{
    const int MostBlocks = 1500;       // the eigenvalues cost the cube of this, the memory this times a block
    const long MostValues = 1L << 28;  // 1 GiB of single precision, on meshes so large that blocks are fewer
    const int Features = 1 << 11;      // taken to double precision together
    const double Least = 1e-10;        // of the largest energy: below, round-off of the inner products mixes the modes

    public static GlobalPod Of(IReadOnlyList<FlowRun> runs, FlowChannels channels, int modes, int blockSnapshots, CancellationToken cancellationToken)
    {
        var mesh = runs[0].Mesh;
        var scaling = new PodScaling(mesh, Normaliser.Fit(runs, channels, ActiveAxes.Of(mesh), cancellationToken));
        var features = blockSnapshots * scaling.Row;
        var samples = Samples(runs, scaling, blockSnapshots, cancellationToken);
        var combinations = Combinations(Products(samples, features, cancellationToken), samples.Length, modes);
        return new(blockSnapshots, scaling, Basis(samples, features, combinations, cancellationToken));
    }

    // Scaled blocks [blocks][block values], thinned by a stride between their first snapshots.
    static float[][] Samples(IReadOnlyList<FlowRun> runs, PodScaling scaling, int blockSnapshots, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(MostValues / ((long)blockSnapshots * scaling.Row), 1, MostBlocks);
        var stride = 1;
        while (runs.Sum(run => StartsOf(run, blockSnapshots, stride).Count()) > most && stride < runs.Max(run => run.Snapshots)) stride++;
        var samples = new List<float[]>();
        foreach (var run in runs)
        {
            int[] starts = [.. StartsOf(run, blockSnapshots, stride)];
            foreach (var (first, count) in Stretches.Of(run.Snapshots, scaling.Row))
            {
                cancellationToken.ThrowIfCancellationRequested();
                int[] here = [.. starts.Where(start => start >= first && start < first + count).Select(start => start - first)];
                if (here.Length == 0) continue;
                var held = Math.Min(run.Snapshots - first, here[^1] + blockSnapshots);
                var values = run.Read(first, held);
                foreach (var start in here)
                {
                    var sample = new float[blockSnapshots * scaling.Row];
                    for (var t = 0; t < blockSnapshots; t++)
                        scaling.Apply(values.AsSpan(Math.Min(start + t, held - 1) * scaling.Row, scaling.Row), sample.AsSpan(t * scaling.Row));
                    samples.Add(sample);
                }
            }
        }

        return [.. samples];
    }

    static IEnumerable<int> StartsOf(FlowRun run, int blockSnapshots, int stride)
    {
        for (var start = 0; start <= Math.Max(0, run.Snapshots - blockSnapshots); start += stride) yield return start;
    }

    // Inner products of all blocks [blocks, blocks], in double precision: single would lose every mode below a thousandth of the first.
    static double[] Products(float[][] samples, int features, CancellationToken cancellationToken)
    {
        var blocks = samples.Length;
        var (products, partial) = (new double[blocks * blocks], new double[blocks * blocks]);
        for (var first = 0; first < features; first += Features)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = Math.Min(Features, features - first);
            var slab = Slab(samples, first, width);
            DenseProduct.Multiply<double>(slab, DenseProduct.Transposed<double>(slab, blocks, width), partial, blocks, width, blocks);
            for (var i = 0; i < products.Length; i++) products[i] += partial[i];
        }

        return products;
    }

    // How the modes are made of the blocks [modes, blocks]: eigenvectors over the root of their energy.
    static double[] Combinations(double[] products, int blocks, int modes)
    {
        var eigen = DenseMatrix.Create(blocks, blocks, (i, j) => products[i * blocks + j]).Evd(Symmetricity.Symmetric);
        double[] energies = [.. eigen.EigenValues.Select(value => value.Real)]; // rising
        var kept = Math.Clamp(energies.Count(energy => energy > Math.Max(energies[^1], 0) * Least), 1, modes);
        var combinations = new double[kept * blocks];
        for (var mode = 0; mode < kept; mode++)
        {
            var from = blocks - 1 - mode;
            if (energies[from] <= 0) continue; // runs that never change: the mean is all there is
            for (var block = 0; block < blocks; block++) combinations[mode * blocks + block] = eigen.EigenVectors[block, from] / Math.Sqrt(energies[from]);
        }

        return combinations;
    }

    static float[] Basis(float[][] samples, int features, double[] combinations, CancellationToken cancellationToken)
    {
        var blocks = samples.Length;
        var modes = combinations.Length / blocks;
        var basis = new float[modes * features];
        for (var first = 0; first < features; first += Features)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = Math.Min(Features, features - first);
            var piece = new double[modes * width];
            DenseProduct.Multiply<double>(combinations, Slab(samples, first, width), piece, modes, blocks, width);
            for (var mode = 0; mode < modes; mode++)
            {
                for (var i = 0; i < width; i++) basis[mode * features + first + i] = (float)piece[mode * width + i];
            }
        }

        return basis;
    }

    static double[] Slab(float[][] samples, int first, int width)
    {
        var slab = new double[samples.Length * width];
        for (var block = 0; block < samples.Length; block++)
        {
            for (var i = 0; i < width; i++) slab[block * width + i] = samples[block][first + i];
        }

        return slab;
    }
}

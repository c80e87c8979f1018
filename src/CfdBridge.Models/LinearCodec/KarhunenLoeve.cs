using System.Numerics;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;
using Symmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace CfdBridge.Models;

/// <summary>The directions in which samples have the most energy, and that energy: the closed form of the best linear code.</summary>
/// <param name="Basis">Orthonormal columns, row-major [features, count].</param>
/// <param name="Energies">Mean square of each coefficient, falling [count].</param>
/// <param name="TotalEnergy">Mean square of a sample.</param>
sealed record KarhunenLoeve(float[] Basis, double[] Energies, double TotalEnergy)
{
    const int Iterations = 6; // errors of the subspace shrink by the ratio of energies past its end to those wanted, each time
    const int Spare = 16;     // directions carried along beyond those wanted, which speeds that up
    const int Seed = 1;       // of the first guess

    /// <summary>Finds the leading directions by block iteration; the samples are not centred.</summary>
    /// <param name="samples">Row-major [samples, features].</param>
    public static KarhunenLoeve Of(float[] samples, int features, int count)
    {
        var values = Array.ConvertAll(samples, value => (double)value);
        var wanted = Math.Min(count, features);
        var block = Math.Min(features, wanted + Spare);
        var apply = Covariance(values, features, block);
        var directions = new double[block * features]; // [block, features]
        var random = new Random(Seed);
        for (var i = 0; i < directions.Length; i++) directions[i] = random.NextDouble() - 0.5;
        Orthonormalise(directions, block, features);
        var image = new double[block * features];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            apply(directions, image);
            (directions, image) = (image, directions);
            Orthonormalise(directions, block, features);
        }

        apply(directions, image);
        return Rotated(directions, image, block, features, wanted, Dot(values, values) * features / Math.Max(values.Length, 1));
    }

    // The product of rows of directions with the covariance: with the matrix itself, or through the samples where they are few.
    static Action<double[], double[]> Covariance(double[] values, int features, int block)
    {
        var rows = values.Length / features;
        var transposed = DenseProduct.Transposed<double>(values, rows, features);
        for (var i = 0; i < transposed.Length; i++) transposed[i] /= rows;
        if (2 * rows < features)
        {
            var inSamples = new double[block * rows];
            return (directions, image) =>
            {
                DenseProduct.Multiply<double>(directions, transposed, inSamples, block, features, rows);
                DenseProduct.Multiply<double>(inSamples, values, image, block, rows, features);
            };
        }

        var covariance = new double[features * features];
        DenseProduct.Multiply<double>(transposed, values, covariance, features, rows, features);
        return (directions, image) => DenseProduct.Multiply<double>(directions, covariance, image, block, features, features);
    }

    // Rayleigh and Ritz: the covariance inside the subspace, diagonalised.
    static KarhunenLoeve Rotated(double[] directions, double[] image, int block, int features, int wanted, double total)
    {
        var inside = new double[block * block];
        DenseProduct.Multiply<double>(image, DenseProduct.Transposed<double>(directions, block, features), inside, block, features, block);
        var eigen = DenseMatrix.Create(block, block, (i, j) => (inside[i * block + j] + inside[j * block + i]) / 2).Evd(Symmetricity.Symmetric);
        var (basis, energies) = (new float[features * wanted], new double[wanted]);
        var direction = new double[features];
        for (var column = 0; column < wanted; column++)
        {
            var from = block - 1 - column; // MathNet sorts them rising
            energies[column] = Math.Max(eigen.EigenValues[from].Real, 0);
            Array.Clear(direction);
            for (var i = 0; i < block; i++) AddScaled(direction, directions.AsSpan(i * features, features), eigen.EigenVectors[i, from]);
            var sign = Math.Sign(direction.MaxBy(Math.Abs)); // either is right; one of them is the same in every build
            for (var i = 0; i < features; i++) basis[i * wanted + column] = (float)(sign * direction[i]);
        }

        return new(basis, energies, total);
    }

    // Gram and Schmidt. A direction that loses much of its length keeps round-off of what it lost and is cleared again
    // (Giraud, Langou, Rozloznik, Comput. Math. Appl. 50, 2005); one that loses all of it (the samples span less) is drawn anew.
    static void Orthonormalise(double[] directions, int block, int features)
    {
        const double Much = 0.7;
        const double All = 1e-12;
        const int Attempts = 8;
        var random = new Random(Seed + 1);
        for (var i = 0; i < block; i++)
        {
            var row = directions.AsSpan(i * features, features);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var before = Math.Sqrt(Dot(row, row));
                for (var j = 0; j < i; j++)
                {
                    var other = directions.AsSpan(j * features, features);
                    AddScaled(row, other, -Dot(row, other));
                }

                var length = Math.Sqrt(Dot(row, row));
                var lost = !(length > All * before);
                foreach (ref var value in row) value = lost ? random.NextDouble() - 0.5 : value / length;
                if (!lost && length > Much * before) break;
            }
        }
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, i) = (Vector<double>.Zero, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    static void AddScaled(Span<double> sum, ReadOnlySpan<double> values, double factor)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + new Vector<double>(factor) * new Vector<double>(values[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += factor * values[i];
    }
}

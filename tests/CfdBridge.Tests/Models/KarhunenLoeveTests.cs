using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class KarhunenLoeveTests
{
    [Theory]
    [InlineData(200)] // through the covariance
    [InlineData(25)]  // through the samples, fewer than half the features
    public void Directions_and_energies_are_those_that_made_the_samples(int samples) => ForAll.Seeds(3, random =>
    {
        const int Features = 60;
        var made = Orthonormal(random, Features, 3);
        double[] strengths = [4, 2, 0.5];
        var waves = Orthonormal(random, samples, 3);
        float[] values = [.. Enumerable.Range(0, samples * Features).Select(i =>
            (float)Enumerable.Range(0, 3).Sum(k => strengths[k] * Math.Sqrt(samples) * waves[k][i / Features] * made[k][i % Features]))];

        var found = KarhunenLoeve.Of(values, Features, 5);

        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(strengths[k] * strengths[k], found.Energies[k], 1e-4); // samples in single precision
            Assert.Equal(1, Math.Abs(Enumerable.Range(0, Features).Sum(i => made[k][i] * found.Basis[i * 5 + k])), 1e-4);
        }

        Assert.Equal(20.25, found.TotalEnergy, 1e-4);
        Assert.All(found.Energies.Skip(3), energy => Assert.Equal(0, energy, 1e-9)); // round-off of single precision, squared
    });

    [Fact]
    public void The_basis_is_orthonormal_also_beyond_what_the_samples_span()
    {
        var basis = KarhunenLoeve.Of([1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], 8, 6).Basis;

        for (var a = 0; a < 6; a++)
        {
            for (var b = 0; b < 6; b++) Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, 8).Sum(i => basis[i * 6 + a] * basis[i * 6 + b]), 1e-5f); // single precision
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 19)]
    [InlineData(12, 33, 64)]
    public void A_dense_product_is_the_sum_of_products(int rows, int inner, int columns)
    {
        var random = new Random(1);
        double[] a = [.. Enumerable.Range(0, rows * inner).Select(_ => random.NextDouble())];
        double[] b = [.. Enumerable.Range(0, inner * columns).Select(_ => random.NextDouble())];
        var c = new double[rows * columns];

        DenseProduct.Multiply<double>(a, b, c, rows, inner, columns);

        for (var i = 0; i < c.Length; i++)
            Assert.Equal(Enumerable.Range(0, inner).Sum(k => a[i / columns * inner + k] * b[k * columns + i % columns]), c[i], 1e-12); // 33 additions
    }

    static double[][] Orthonormal(Random random, int size, int count)
    {
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            vectors[i] = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
            for (var j = 0; j < i; j++)
            {
                var along = vectors[i].Zip(vectors[j]).Sum(p => p.First * p.Second);
                vectors[i] = [.. vectors[i].Zip(vectors[j], (x, y) => x - along * y)];
            }

            var length = Math.Sqrt(vectors[i].Sum(x => x * x));
            vectors[i] = [.. vectors[i].Select(x => x / length)];
        }

        return vectors;
    }
}

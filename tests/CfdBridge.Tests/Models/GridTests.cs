using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class GridTests
{
    [Fact]
    public void Nodes_rise_from_end_to_end_and_gather_where_points_are()
    {
        double[] points = [.. Enumerable.Range(0, 1000).Select(i => i < 800 ? 2 + i / 800.0 : i / 100.0)];

        var axis = GradedAxis.Of(points, 0, 10, 50, 0.5);

        Assert.Equal((0, 10), (axis.Nodes[0], axis.Nodes[^1]));
        Assert.All(axis.Nodes.Zip(axis.Nodes.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.True(axis.SpacingAt(2.5) < 0.5 * axis.SpacingAt(8));
    }

    [Fact]
    public void Points_that_mirror_each_other_make_nodes_that_do()
    {
        var random = new Random(3);
        double[] half = [.. Enumerable.Range(0, 500).Select(_ => Math.Pow(random.NextDouble(), 2))];

        var nodes = GradedAxis.Of([.. half, .. half.Select(x => -x)], -1, 1, 24, 0.4).Nodes;

        for (var i = 0; i < nodes.Length; i++) Assert.Equal(-nodes[i], nodes[^(i + 1)], 1e-15); // one rounding
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_lift_reproduces_quadratics(int dimensions) => ForAll.Seeds(5, random =>
    {
        var (grid, points) = Scattered(random, dimensions);
        var quadratic = Polynomial(random, dimensions, 2);

        var lifted = MovingLeastSquaresLift.Of(grid, points, MovingLeastSquaresOptions.For(dimensions) with { Ridge = 0 }).Apply(At(points, dimensions, quadratic), 1);

        AssertNear(At(grid.NodeCoordinates(), dimensions, quadratic), lifted, 1e-3f); // ridge of 1e-9, weights rounded to single precision, a corner node extrapolates
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_sample_reproduces_cubics(int dimensions) => ForAll.Seeds(5, random =>
    {
        var (grid, points) = Scattered(random, dimensions);
        var cubic = Polynomial(random, dimensions, 3);

        var sampled = LagrangeSample.Of(grid, points).Apply(At(grid.NodeCoordinates(), dimensions, cubic), 1);

        AssertNear(At(points, dimensions, cubic), sampled, 2e-5f); // single precision, 64 terms of either sign
    });

    [Fact]
    public void Beyond_the_box_the_face_is_taken()
    {
        var grid = new GradedGrid([new GradedAxis([0, 1, 2, 3, 4])]);

        Assert.Equal([0f, 4f], LagrangeSample.Of(grid, [-100, 100]).Apply([0, 1, 2, 3, 4], 1));
    }

    [Fact]
    public void Corrections_bring_the_grid_closer_to_the_points()
    {
        var (grid, points) = Scattered(new Random(5), 2);
        float[] wave = At(points, 2, x => Math.Sin(4 * x[0]) * Math.Cos(5 * x[1]));

        var lift = new PointLift(grid, points);
        var once = LagrangeSample.Of(grid, points).Apply(MovingLeastSquaresLift.Of(grid, points).Apply(wave, 1), 1);

        var corrected = LagrangeSample.Of(grid, points).Apply(lift.Apply([.. lift.Reads.Select(point => wave[point])], 1), 1);
        Assert.True(Error(corrected, wave) < 0.6 * Error(once, wave));
    }

    [Fact]
    public void A_product_with_a_batch_is_that_with_each_column()
    {
        var random = new Random(7);
        var (rows, columns, entries, batch) = (700, 30, 4, 11);
        int[] places = [.. Enumerable.Range(0, rows * entries).Select(_ => random.Next(columns))];
        float[] weights = [.. places.Select(_ => random.NextSingle())];
        float[] values = [.. Enumerable.Range(0, columns * batch).Select(_ => random.NextSingle())];
        var matrix = new SparseMatrix(columns, entries, places, weights);

        var product = matrix.Apply(values, batch);

        for (var b = 0; b < batch; b++)
            AssertNear(matrix.Apply([.. Enumerable.Range(0, columns).Select(c => values[c * batch + b])], 1), [.. Enumerable.Range(0, rows).Select(r => product[r * batch + b])], 1e-6f); // four additions
    }

    [Fact]
    public void Fewer_points_than_neighbours_still_make_a_lift()
    {
        var grid = GradedGrid.Of([0.5, 0.5], [0, 0], [1, 1], [8, 8]);

        Assert.All(MovingLeastSquaresLift.Of(grid, [0.5, 0.5]).Apply([3], 1), value => Assert.Equal(3, value, 1e-3f)); // the ridge leaves a constant
    }

    static (GradedGrid Grid, double[] Points) Scattered(Random random, int dimensions)
    {
        double[] points = [.. Enumerable.Range(0, 1200 * dimensions).Select(_ => random.NextDouble())];
        int[] counts = [.. Enumerable.Repeat(dimensions == 3 ? 8 : 20, dimensions)];
        return (GradedGrid.Of(points, new double[dimensions], [.. Enumerable.Repeat(1.0, dimensions)], counts), points);
    }

    static Func<double[], double> Polynomial(Random random, int dimensions, int degree)
    {
        var terms = Enumerable.Range(0, 8).Select(_ => (Factor: random.NextDouble() - 0.5, Axes: Enumerable.Range(0, random.Next(degree + 1)).Select(_ => random.Next(dimensions)).ToArray())).ToArray();
        return x => terms.Sum(term => term.Axes.Aggregate(term.Factor, (product, axis) => product * x[axis]));
    }

    static float[] At(double[] points, int dimensions, Func<double[], double> function) => [.. points.Chunk(dimensions).Select(x => (float)function(x))];

    static double Error(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)));

    static void AssertNear(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}

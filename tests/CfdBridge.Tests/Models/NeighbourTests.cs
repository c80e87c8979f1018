using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class NeighbourTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_tree_finds_what_a_full_search_finds(int dimensions) => ForAll.Seeds(30, random =>
    {
        var count = random.Next(1, 300);
        var points = Coordinates(random, count * dimensions);
        var query = Coordinates(random, dimensions);
        var k = random.Next(1, count + 1);
        var (nearest, squares) = (new int[k], new double[k]);

        new PointTree(points, dimensions).Nearest(query, nearest, squares);

        double Square(int point) => Enumerable.Range(0, dimensions).Sum(a => Math.Pow(points[point * dimensions + a] - query[a], 2));
        Assert.Equal(Enumerable.Range(0, count).OrderBy(Square).ThenBy(p => p).Take(k), nearest);
    });

    [Fact]
    public void Points_that_all_stand_in_one_place_are_no_trouble()
    {
        var nearest = new int[5];

        new PointTree(new double[3000], 3).Nearest([1, 1, 1], nearest, new double[5]);

        Assert.Equal([0, 1, 2, 3, 4], nearest);
    }

    [Fact]
    public void A_table_holds_each_querys_neighbours_nearest_first()
    {
        var table = NeighbourTable.Of([0, 1, 2, 3], [0.1, 2.9], 1, 2);

        Assert.Equal([0, 1, 3, 2], table.Indices);
        Assert.Equal([0.1f, 0.9f, 0.1f, 0.9f], table.Distances.Select(d => MathF.Round(d, 5)));
    }

    [Fact]
    public void With_too_few_points_a_table_has_as_many_neighbours_as_there_are()
    {
        Assert.Equal(2, NeighbourTable.Of([0, 1], [0.1], 1, 8).Neighbours);
    }

    [Fact]
    public void A_slice_of_one_cell_is_two_dimensional()
    {
        Assert.Equal([0], ActiveAxes.Of(Some.Mesh(5)).Axes);
        Assert.Equal([1.0, 2.0], new ActiveAxes([0, 1]).Of([1, 2, 3]));
    }

    // A coarse lattice, so that ties happen.
    static double[] Coordinates(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(0, 12))];
}

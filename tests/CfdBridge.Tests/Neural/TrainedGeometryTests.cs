using CfdBridge.Neural;

namespace CfdBridge.Tests.Neural;

public sealed class TrainedGeometryTests
{
    [Theory]
    [InlineData(60, 0.5, true)]  // another mesh of the same hole
    [InlineData(91, 0.5, true)]
    [InlineData(80, 0.7, false)] // a wall four cells farther out: two would not be seen
    [InlineData(80, 0.3, false)]
    [InlineData(80, 0.0, false)]
    public void A_mesh_has_the_same_geometry_where_it_fills_the_same_space(int nodes, double hole, bool same) =>
        Assert.Equal(same, TrainedGeometry.IsSame(Around(nodes, hole), Around(80, 0.5), 2));

    [Fact]
    public void A_small_second_body_is_another_geometry()
    {
        var one = Around(120, 0.3);
        double[] two = [.. one.Chunk(2).Where(cell => Math.Max(Math.Abs(cell[0] - 1.2), Math.Abs(cell[1])) >= 0.12).SelectMany(cell => cell)];

        Assert.InRange((one.Length - two.Length) / (double)one.Length, 0.001, 0.005); // of the cells
        Assert.False(TrainedGeometry.IsSame(two, one, 2));
        Assert.False(TrainedGeometry.IsSame(one, two, 2));
    }

    [Fact]
    public void The_same_mesh_is_the_same_in_any_order_and_a_finer_one_is_not()
    {
        var trained = Around(80, 0.5);
        double[] turned = [.. trained.Chunk(2).Reverse().SelectMany(cell => cell.Select(coordinate => coordinate + 1e-5))];

        Assert.True(TrainedGeometry.IsSameMesh(turned, trained, 2));
        Assert.False(TrainedGeometry.IsSameMesh(Around(91, 0.5), trained, 2));
    }

    // A square of side 4 with a square hole in its middle.
    static double[] Around(int nodes, double hole)
    {
        var points = new List<double>();
        for (var i = 0; i < nodes; i++)
        {
            for (var j = 0; j < nodes; j++)
            {
                var (x, y) = (4 * (i + 0.5) / nodes - 2, 4 * (j + 0.5) / nodes - 2);
                if (Math.Max(Math.Abs(x), Math.Abs(y)) >= hole) points.AddRange([x, y]);
            }
        }

        return [.. points];
    }
}

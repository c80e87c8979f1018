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

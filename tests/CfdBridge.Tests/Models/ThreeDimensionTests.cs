using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class ThreeDimensionTests
{
    [Fact]
    public void Smooth_waves_come_back_also_on_a_mesh_the_codec_was_not_fitted_to()
    {
        var (coarse, fine) = (SpanwiseWave.Run((16, 16, 10)), SpanwiseWave.Run((16, 16, 60)));
        var codec = LinearCodecFit.Of([coarse], SpanwiseWave.Channels, SpanwiseWave.Config);

        foreach (var run in (FlowRun[])[coarse, fine])
        {
            var (points, values) = (PointSet.CellsOf(run.Mesh), run.Read(0, 8));

            var decoded = codec.Decode(codec.Encode(points, values, 8), points);

            Assert.True(RelativeError(decoded, values) < 0.01, $"{RelativeError(decoded, values)}"); // 12 nodes for a wavelength of 6 to 12
        }
    }

    [Theory]
    [InlineData(28, 16, 4, new[] { 104, 64, 16 })]
    [InlineData(4, 16, 28, new[] { 16, 64, 104 })]
    [InlineData(5, 5, 5, new[] { 48, 48, 48 })]
    public void Nodes_are_shared_among_the_axes_by_the_lengths_of_the_box(int x, int y, int z, int[] nodes) =>
        Assert.Equal(nodes, LinearCodecConfig.For(Lattice.Of((x, y, z), (_, _, _) => false)).GridNodes);

    [Fact]
    public void Joined_ends_are_found_and_other_patches_are_not()
    {
        var joined = SpanwiseWave.Run((6, 6, 6));
        var alone = Lattice.Of((6, 6, 6), (_, _, _) => false, patches: (side, _) => side.Z < 0 ? ("front", "cyclic") : ("outside", "wall"));

        Assert.Equal([2], PeriodicAxes.Of([joined.Mesh], new([0, 1, 2])));
        Assert.Empty(PeriodicAxes.Of([alone], new([0, 1, 2]))); // one end only
    }

    [Fact]
    public void What_is_turned_along_a_joined_axis_is_lifted_to_turned_nodes()
    {
        var (nodes, layers) = (8, 16);
        var (grid, points, field) = Layered(nodes, layers, (x, z) => Math.Sin(x) * Math.Cos(2 * Math.PI * z) + Math.Sin(4 * Math.PI * z));
        var (_, _, turned) = Layered(nodes, layers, (x, z) => Math.Sin(x) * Math.Cos(2 * Math.PI * (z - 0.25)) + Math.Sin(4 * Math.PI * (z - 0.25)));
        var lift = MovingLeastSquaresLift.Of(grid, points);

        var (lifted, liftedTurned) = (lift.Apply(field, 1), lift.Apply(turned, 1));

        for (var node = 0; node < lifted.Length; node++)
            Assert.Equal(lifted[node / nodes * nodes + node % nodes], liftedTurned[node / nodes * nodes + (node + nodes / 4) % nodes], 1e-4f); // equidistant neighbours come in another order
    }

    [Fact]
    public void A_sample_goes_on_across_joined_ends()
    {
        var axis = GradedAxis.Of([0.125, 0.375, 0.625, 0.875], 0, 1, 12, 0, periodic: true);
        float[] wave = [.. axis.Nodes.Select(z => (float)Math.Sin(2 * Math.PI * z))];
        double[] places = [-0.3, 0, 0.01, 0.5, 0.99, 1, 1.2];

        var sampled = LagrangeSample.Of(new GradedGrid([axis]), places).Apply(wave, 1);

        for (var i = 0; i < places.Length; i++) Assert.Equal(Math.Sin(2 * Math.PI * places[i]), sampled[i], 3e-3); // a cubic over a twelfth of the wave
    }

    [Fact]
    public void Layers_much_thinner_than_the_grid_do_not_blind_the_lift_to_the_plane()
    {
        var (grid, points, field) = Layered(8, 160, (x, z) => Math.Sin(3 * x) + 0.2 * Math.Cos(2 * Math.PI * z));
        var options = MovingLeastSquaresOptions.For(3);
        var nodes = grid.NodeCoordinates();
        double Error(MovingLeastSquaresOptions how)
        {
            var lifted = MovingLeastSquaresLift.Of(grid, points, how).Apply(field, 1);
            return Enumerable.Range(0, lifted.Length).Max(node => Math.Abs(lifted[node] - Math.Sin(3 * nodes[3 * node]) - 0.2 * Math.Cos(2 * Math.PI * nodes[3 * node + 2])));
        }

        var (thinned, all) = (Error(options), Error(options with { PerNode = 0 }));

        Assert.True(thinned < 0.05 && thinned < 0.5 * all, $"{thinned}, {all}");
    }

    [Fact]
    public void A_saved_codec_still_knows_that_its_ends_are_joined()
    {
        using var folder = new TempFolder();
        var run = SpanwiseWave.Run((10, 10, 8));
        var codec = LinearCodecFit.Of([run], SpanwiseWave.Channels, SpanwiseWave.Config);
        LinearCodecFolder.Save(codec, folder.Path);

        var loaded = LinearCodecFolder.Load(folder.Path);

        Assert.Equal([null, null, 6], loaded.Weights.Grid.Axes.Select(axis => axis.Period));
        var points = PointSet.CellsOf(run.Mesh);
        Assert.Equal(codec.Encode(points, run.Read(0, 4), 4).Values, loaded.Encode(points, run.Read(0, 4), 4).Values);
    }

    // 12 x 12 points in the plane over [0, 1], in so many layers over a period of 1, on a grid of equal nodes.
    static (GradedGrid Grid, double[] Points, float[] Field) Layered(int nodes, int layers, Func<double, double, double> field)
    {
        double[] points = [.. from x in Enumerable.Range(0, 12) from y in Enumerable.Range(0, 12) from z in Enumerable.Range(0, layers) from c in (double[])[(x + 0.5) / 12, (y + 0.5) / 12, (z + 0.5) / layers] select c];
        var grid = GradedGrid.Of(points, [0, 0, 0], [1, 1, 1], [nodes, nodes, nodes], density: 0, periodic: [2]);
        return (grid, points, [.. points.Chunk(3).Select(x => (float)field(x[0], x[2]))]);
    }

    static double RelativeError(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)) / b.Sum(v => (double)v * v));
}

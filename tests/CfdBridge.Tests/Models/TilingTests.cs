using CfdBridge.Models;

namespace CfdBridge.Tests.Models;

/// <summary>What is done by tiles and by parts is what would be done at once.</summary>
public sealed class TilingTests
{
    [Fact]
    public void A_tile_of_a_sample_is_that_part_of_the_whole_to_the_last_bit()
    {
        var (grid, points, values) = Scattered(3000);
        var sample = LagrangeSample.Of(grid, points);

        float[] tiles = [.. sample.Apply(values, 5, 0, 1000), .. sample.Apply(values, 5, 1000, 1300), .. sample.Apply(values, 5, 2300, 700)];

        Assert.Equal(sample.Apply(values, 5), tiles);
    }

    [Fact]
    public void A_lift_that_is_given_only_the_points_it_reads_is_the_lift_of_all_to_the_last_bit()
    {
        var (grid, points, _) = Scattered(20_000);
        float[] field = [.. Enumerable.Range(0, 20_000).Select(i => (float)Math.Sin(3 * points[3 * i] + points[3 * i + 1] - 2 * points[3 * i + 2]))];

        var lift = new PointLift(grid, points);
        var lifted = lift.Apply([.. lift.Reads.Select(point => field[point])], 1);

        Assert.True(lift.Reads.Length < 20_000 / 2);
        Assert.Equal(WithAllPoints(grid, points, field), lifted);
    }

    [Fact]
    public void Interpolation_by_tiles_is_that_of_each_part()
    {
        var (grid, targets, _) = Scattered(40_000); // more than a tile
        var (_, points, _) = Scattered(500);
        float[] field = [.. Enumerable.Range(0, 500).Select(i => (float)(points[3 * i] * points[3 * i + 1]))];

        var whole = MovingLeastSquaresLift.Between(grid, points, targets, field, 1);

        float[] parts = [.. MovingLeastSquaresLift.Between(grid, points, targets[..30_000], field, 1), .. MovingLeastSquaresLift.Between(grid, points, targets[30_000..], field, 1)];
        Assert.Equal(parts, whole);
    }

    [Fact]
    public void Decoding_a_mesh_larger_than_a_tile_is_decoding_its_parts_to_the_last_bit()
    {
        var run = SpanwiseWave.Run((33, 33, 33)); // 35937 cells
        var codec = LinearCodecFit.Of([run], SpanwiseWave.Channels, SpanwiseWave.Config);
        var latents = codec.Encode(PointSet.CellsOf(run.Mesh), run.Read(0, 6), 6);
        int[] first = [.. Enumerable.Range(0, 20_000)], second = [.. Enumerable.Range(20_000, run.Mesh.CellCount - 20_000)];

        var whole = codec.Decode(latents, PointSet.CellsOf(run.Mesh));

        var (a, b) = (codec.Decode(latents, PointSet.CellsOf(run.Mesh, first)), codec.Decode(latents, PointSet.CellsOf(run.Mesh, second)));
        var channels = SpanwiseWave.Channels.Count;
        float[] parts = [.. Enumerable.Range(0, 6).SelectMany(t => a.Skip(t * first.Length * channels).Take(first.Length * channels).Concat(b.Skip(t * second.Length * channels).Take(second.Length * channels)))];
        Assert.Equal(parts, whole);
    }

    [Fact]
    public void What_was_not_asked_for_the_longest_goes_first()
    {
        var (made, cache) = (new List<string>(), new RecentlyUsed<string>(mostBytes: 20, value => value.Length));
        string Get(string key) => cache.Get(key, () => { made.Add(key); return new string('x', 8); });

        foreach (var key in (string[])["a", "b", "a", "c", "a", "b"]) Get(key); // two fit

        Assert.Equal(["a", "b", "c", "b"], made);
    }

    // The same sums over all points: what the lift would be if it did not know which it reads.
    static float[] WithAllPoints(GradedGrid grid, double[] points, float[] field)
    {
        var (matrix, sample) = (MovingLeastSquaresLift.Of(grid, points), LagrangeSample.Of(grid, points));
        var nodes = matrix.Apply(field, 1);
        for (var correction = 0; correction < 2; correction++)
        {
            var back = sample.Apply(nodes, 1);
            var added = matrix.Apply([.. field.Zip(back, (a, b) => a - b)], 1);
            nodes = [.. nodes.Zip(added, (a, b) => a + b)];
        }

        return nodes;
    }

    static (GradedGrid Grid, double[] Points, float[] Values) Scattered(int count)
    {
        var random = new Random(count);
        double[] points = [.. Enumerable.Range(0, 3 * count).Select(_ => random.NextDouble())];
        var grid = GradedGrid.Of(points, [0, 0, 0], [1, 1, 1], [8, 9, 10], periodic: [2]);
        return (grid, points, [.. Enumerable.Range(0, 5 * grid.NodeCount).Select(_ => random.NextSingle())]);
    }
}

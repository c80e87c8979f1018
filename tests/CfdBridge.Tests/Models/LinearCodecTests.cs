using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class LinearCodecTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_the_training_spans_comes_back_as_exactly_as_the_grid_holds_it(int dimensions)
    {
        var (codec, run) = Fitted(dimensions);
        var points = PointSet.CellsOf(run.Mesh);
        var values = run.Read(0, 8);

        var decoded = codec.Decode(codec.Encode(points, values, 8), points);

        var throughGrid = ThroughGrid(codec, points, values, 8);
        for (var i = 0; i < values.Length; i++) Assert.Equal(throughGrid[i], decoded[i], 2e-4f); // single precision weights of orthonormal bases, values of order 1
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_latent_grid_has_the_shape_of_the_domain(int dimensions)
    {
        var (codec, run) = Fitted(dimensions);

        var latents = codec.Encode(PointSet.CellsOf(run.Mesh), run.Read(0, 6), 6);

        Assert.Equal(dimensions, codec.SiteShape.Count);
        Assert.Equal((2, codec.SiteShape.Aggregate((a, b) => a * b), codec.Config.Latent, 6), (latents.Blocks, latents.Sites, latents.Width, latents.Snapshots));
        Assert.Equal(latents.Blocks * latents.Sites * latents.Width, latents.Values.Length);
    }

    [Fact]
    public void A_single_snapshot_comes_back_as_one()
    {
        var (codec, run) = Fitted(2, steady: true);
        var points = PointSet.CellsOf(run.Mesh);
        var values = run.Read(0, 1);

        var decoded = codec.Decode(codec.Encode(points, values, 1), points);

        Assert.True(RelativeError(decoded, values) < 0.01); // the grid's own error on a smooth field
    }

    [Fact]
    public void A_block_knows_nothing_of_later_snapshots()
    {
        var (codec, run) = Fitted(2);
        var points = PointSet.CellsOf(run.Mesh);
        var long_ = codec.Encode(points, run.Read(0, 12), 12);

        var short_ = codec.Encode(points, run.Read(0, 4), 4);

        Assert.Equal(long_.Values.Take(short_.Values.Length), short_.Values);
    }

    [Fact]
    public void Overlapping_blocks_are_the_blocks_that_begin_there()
    {
        var (codec, run) = Fitted(2);
        var points = PointSet.CellsOf(run.Mesh);
        var each = codec.Sites * codec.SiteCoefficients;

        var overlapping = codec.Coefficients(points, run.Read(0, 9), 9, stride: 1);

        Assert.Equal(6 * each, overlapping.Length);
        var third = codec.Coefficients(points, run.Read(2, 4), 4, stride: 4);
        for (var i = 0; i < each; i++) Assert.Equal(third[i], overlapping[2 * each + i], 1e-4f); // the same sums in vectors of another length
    }

    [Fact]
    public void Half_of_the_points_say_almost_as_much_as_all()
    {
        var (codec, run) = Fitted(2, refinements: 2);
        var (points, values) = (PointSet.CellsOf(run.Mesh), run.Read(0, 8));

        ForAll.Seeds(3, random =>
        {
            int[] some = [.. Enumerable.Range(0, run.Mesh.CellCount).Where(_ => random.NextDouble() < 0.5)];
            float[] seen = [.. Enumerable.Range(0, 8).SelectMany(t => some.SelectMany(cell => values.Skip((t * run.Mesh.CellCount + cell) * 3).Take(3)))];

            var decoded = codec.Decode(codec.Encode(PointSet.CellsOf(run.Mesh, some), seen, 8), points);

            Assert.True(RelativeError(decoded, values) < 0.03, $"{RelativeError(decoded, values)}"); // all points: below 0.01
        });
    }

    [Fact]
    public void Any_place_can_be_asked_for()
    {
        var (codec, run) = Fitted(2);
        double[] places = [3.3, 4.1, 0.5, 6.7, 2.2, 0.5, 5.5, 5.9, 0.5];

        var decoded = codec.Decode(codec.Encode(PointSet.CellsOf(run.Mesh), run.Read(0, 4), 4), PointSet.At(places));

        for (var t = 0; t < 4; t++)
        {
            for (var i = 0; i < 3; i++)
            {
                var expected = Wave(places[3 * i], places[3 * i + 1], 0, t, 1);
                for (var channel = 0; channel < 3; channel++) Assert.Equal(expected[channel], decoded[(t * 3 + i) * 3 + channel], 0.05f); // of the order of 1; the mean passes through the grid here
            }
        }
    }

    [Fact]
    public void A_saved_codec_makes_the_same_latents_to_the_last_bit()
    {
        using var folder = new TempFolder();
        var (codec, run) = Fitted(2);
        var points = PointSet.CellsOf(run.Mesh);
        LinearCodecFolder.Save(codec, folder.Path);

        var loaded = LinearCodecFolder.Load(folder.Path);

        Assert.Equal(codec.Encode(points, run.Read(0, 8), 8).Values, loaded.Encode(points, run.Read(0, 8), 8).Values);
        Assert.Equal(codec.Channels.List, loaded.Channels.List);
        Assert.Equal(["Re1"], loaded.Weights.Provenance.Runs);
    }

    [Fact]
    public void A_folder_without_a_model_is_refused_with_its_path()
    {
        using var folder = new TempFolder();

        Assert.Contains(folder.Path, Assert.Throws<CaseFormatException>(() => LinearCodecFolder.Load(folder.Path)).Message);
    }

    [Fact]
    public void A_shorter_code_is_the_beginning_of_the_longer()
    {
        var (codec, run) = Fitted(2);
        var points = PointSet.CellsOf(run.Mesh);
        var full = codec.Encode(points, run.Read(0, 4), 4);

        var shorter = codec.Truncated(3).Encode(points, run.Read(0, 4), 4);

        for (var i = 0; i < shorter.Values.Length; i++) Assert.Equal(full.Values[i / 3 * full.Width + i % 3], shorter.Values[i], 1e-4f); // the same sums in another order
    }

    [Fact]
    public void Runs_on_two_meshes_are_centred_by_one_mean_for_each_channel()
    {
        var (coarse, fine) = (Run(2, 12, 1), Run(2, 15, 1));

        var codec = LinearCodecFit.Of([coarse, fine], Channels(2), Config(2));

        Assert.Equal(3, codec.Weights.Normaliser.Means.Length);
        Assert.Equal("", codec.Weights.Normaliser.MeshId);
        var values = fine.Read(0, 4);
        var decoded = codec.Decode(codec.Encode(PointSet.CellsOf(fine.Mesh), values, 4), PointSet.CellsOf(fine.Mesh));
        Assert.True(RelativeError(decoded, values) < 0.05);
    }

    [Fact]
    public void A_field_that_never_changes_does_no_harm()
    {
        var mesh = Run(2, 12, 1).Mesh;
        var still = new FlowRun("still", mesh, 6, (_, count) => [.. Enumerable.Repeat(2f, count * mesh.CellCount * 3)]);

        var codec = LinearCodecFit.Of([still], Channels(2), Config(2));

        var decoded = codec.Decode(codec.Encode(PointSet.CellsOf(mesh), still.Read(0, 4), 4), PointSet.CellsOf(mesh));
        Assert.All(decoded, value => Assert.Equal(2f, value, 1e-5f)); // the mean comes back
    }

    [Fact]
    public void Grid_nodes_that_do_not_fit_are_refused_with_a_number_that_does()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new LinearCodecConfig { GridNodes = [90, 64] }.Validate());

        Assert.Contains("96", refusal.Message);
    }

    [Fact]
    public void Compression_counts_what_the_solver_solves_for() =>
        Assert.Equal(79.25, Compression.Of(cells: 5072, solvedComponents: 3, snapshots: 4, latentNumbers: 24 * 32));

    static (LinearCodec Codec, FlowRun Run) Fitted(int dimensions, bool steady = false, int refinements = 0)
    {
        var run = Run(dimensions, dimensions == 1 ? 60 : 12, steady ? 0 : 1);
        return (LinearCodecFit.Of([run], Channels(dimensions), Config(dimensions) with { Refinements = refinements }), run);
    }

    static LinearCodecConfig Config(int dimensions) => new()
    {
        GridNodes = dimensions == 1 ? [64] : [.. Enumerable.Repeat(dimensions == 2 ? 16 : 8, dimensions)],
        PatchNodes = dimensions == 3 ? 2 : 4,
        PatchCoefficients = 16,
        Latent = 12,
        Refinements = 0,
    };

    static FlowChannels Channels(int dimensions) =>
        dimensions == 3 ? new([new("U", 0), new("U", 1), new("p", 0)]) : FlowChannels.Of([("U", 3), ("p", 1)], new([0, 1]));

    // A wave that travels over a lattice as wide as it is long; with phase 0 it stands still.
    static FlowRun Run(int dimensions, int cells, double speed)
    {
        var mesh = Lattice.Of((cells, dimensions > 1 ? cells : 1, dimensions > 2 ? cells : 1), (_, _, _) => false);
        var stretch = 12.0 / cells;
        mesh = new([.. mesh.Points.Select((x, i) => i % 3 < dimensions ? x * stretch : x)], mesh.Cells);
        return new("Re1", mesh, 24, (start, count) => [.. Enumerable.Range(start, count).SelectMany(t => Enumerable.Range(0, mesh.CellCount).SelectMany(cell =>
            Wave(mesh.CellCentres[3 * cell], dimensions > 1 ? mesh.CellCentres[3 * cell + 1] : 0, dimensions > 2 ? mesh.CellCentres[3 * cell + 2] : 0, t, speed)))]);
    }

    static float[] Wave(double x, double y, double z, double t, double speed)
    {
        var phase = 0.5 * x - 0.4 * speed * t;
        return [(float)(1 + 0.3 * Math.Sin(phase + 0.3 * y)), (float)(0.3 * Math.Cos(phase - 0.2 * y + 0.3 * z)), (float)(0.1 * x + 0.2 * Math.Sin(2 * phase + 0.1 * y))];
    }

    static float[] ThroughGrid(LinearCodec codec, PointSet points, float[] values, int snapshots)
    {
        var (coordinates, weights) = (codec.Axes.Of(points.Coordinates), codec.Weights);
        var means = weights.Normaliser.MeansAt(points, coordinates, weights.Grid);
        var lift = new PointLift(weights.Grid, coordinates);
        var nodes = lift.Apply(weights.Normaliser.Columns(values, means, [.. Enumerable.Range(0, snapshots)], lift.Reads), snapshots * codec.Channels.Count);
        var back = new float[values.Length];
        weights.Normaliser.Rows(LagrangeSample.Of(weights.Grid, coordinates).Apply(nodes, snapshots * codec.Channels.Count), means, 0, snapshots, 0, back);
        return back;
    }

    static double RelativeError(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)) / b.Sum(v => (double)v * v));
}

using CfdBridge.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class CodecLawTests
{
    [Fact]
    public void A_block_depends_on_no_later_one_and_on_no_more_earlier_ones_than_it_is_said_to_see()
    {
        const int Blocks = 9;
        const int Changed = 2;
        var config = TravellingWave.Config(2) with { TimeKernel = 3, PointEncoder = PointEncoderKind.None, EncoderBlocks = 0, DecoderBlocks = 1, PatchBlocks = 1 };
        using var scope = NewDisposeScope();
        using var codec = TravellingWave.Codec(config);
        CodecCase.Drawn(codec.Network, "causal");
        var surroundings = codec.On(TravellingWave.Mesh(2)).Surroundings;
        var (coefficients, latents) = (CodecCase.Draw("c", 1, Blocks, codec.Sites, codec.Linear.SiteCoefficients), CodecCase.Draw("z", 1, Blocks, codec.Sites, config.Latent));


        var encoded = Touched(coefficients, x => codec.Network.Encode(x, surroundings, null));
        var decoded = Touched(latents, z => codec.Network.Decode(z, surroundings).Coefficients);


        foreach (var touched in new[] { encoded, decoded })
        {
            Assert.All(touched[..Changed], difference => Assert.Equal(0, difference));
            Assert.All(touched[(Changed + config.BlocksSeen + 1)..], difference => Assert.Equal(0, difference));
            Assert.NotEqual(0, touched[Changed]);
            Assert.NotEqual(0, touched[Changed + 2]);
        }

        Assert.NotEqual(0, decoded[Changed + config.BlocksSeen]);

        // How far each block's result moves when one block of the input changes.
        static double[] Touched(Tensor x, Func<Tensor, Tensor> pass)
        {
            using var untracked = no_grad();
            var other = x.clone();
            other.narrow(1, Changed, 1).mul_(-1);
            var moved = (pass(x) - pass(other)).abs();
            return [.. Enumerable.Range(0, Blocks).Select(block => (double)moved.narrow(1, block, 1).max().item<float>())];
        }
    }

    [Fact]
    public void Latents_of_a_run_begin_with_those_of_its_beginning()
    {
        using var codec = TravellingWave.Codec(TravellingWave.Config(2) with { TimeKernel = 3 });
        CodecCase.Drawn(codec.Network, "beginning", 0.05);
        var run = TravellingWave.Run(2);
        var (mesh, points) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh));


        var (whole, beginning) = (mesh.Encode(points, run.Read(0, 21), 21), mesh.Encode(points, run.Read(0, 9), 9));


        Assert.Equal((6, 3), (whole.Blocks, beginning.Blocks));
        var tolerance = 1e-4f * beginning.Values.Max(Math.Abs); // the same sums in batches of another size
        for (var i = 0; i < beginning.Values.Length; i++) Assert.Equal(beginning.Values[i], whole.Values[i], tolerance);
    }

    [Fact]
    public void Long_runs_pass_in_stretches_as_if_at_once()
    {
        const int Blocks = 70; // more than pass together
        using var codec = TravellingWave.Codec(TravellingWave.Config(1) with { TimeKernel = 3 });
        CodecCase.Drawn(codec.Network, "stretches", 0.05);
        var run = TravellingWave.Run(1);
        var (mesh, points) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh));
        var (snapshots, latents) = (4 * (Blocks - 1) + 1, CodecCase.Draw("latents", 1, Blocks, codec.Sites, codec.Config.Latent));


        var decoded = mesh.Decode(new(Blocks, codec.Sites, codec.Config.Latent, snapshots, latents.data<float>().ToArray()), points);


        using var untracked = no_grad();
        var (coefficients, patches) = codec.Network.Decode(latents, mesh.Surroundings);
        var atOnce = mesh.AtPoints(coefficients, patches, points);
        var skipped = atOnce.Length - decoded.Length; // the first block holds one snapshot alone
        for (var i = 0; i < decoded.Length; i++) Assert.Equal(atOnce[skipped + i], decoded[i], 1e-4f); // the same sums in batches of another size
    }

    [Theory]
    [InlineData(2, PointEncoderKind.Attention)]
    [InlineData(3, PointEncoderKind.ContinuousConvolution)]
    public void Points_are_corrected_by_tiles_as_the_trained_layer_does_at_once(int dimensions, PointEncoderKind weights)
    {
        const int Blocks = 9; // more than a tile, and no multiple
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var codec = TravellingWave.Codec(TravellingWave.Config(dimensions) with { PointEncoder = weights });
        CodecCase.Drawn(codec.Network, "points");
        var (mesh, points, channels) = (codec.On(TravellingWave.Mesh(dimensions)), PointSet.CellsOf(TravellingWave.Mesh(dimensions)), codec.Linear.Channels.Count);
        var (coefficients, patches) = codec.Network.Decode(CodecCase.Draw("tiles", 1, Blocks, codec.Sites, codec.Config.Latent), mesh.Surroundings);
        var places = mesh.PlacesOf(points);

        var values = mesh.AtPoints(coefficients, patches, points);

        var grid = codec.Linear.FromCoefficients(coefficients.contiguous().data<float>().ToArray(), Blocks * codec.BlockSnapshots, points);
        var added = codec.Network.Correct(patches, places.Coordinates, places.Around, places.Surroundings) // [N, F, V]
            .reshape(points.Count, -1, channels).transpose(0, 1) * tensor(codec.Linear.Weights.Normaliser.Scales);
        var expected = (tensor(grid, [Blocks * codec.BlockSnapshots, points.Count, channels]) + added).contiguous().data<float>().ToArray();
        var largest = added.abs().max().item<float>();
        Assert.True(largest > 1e-3 * expected.Max(Math.Abs)); // there is something to correct
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-6f * expected.Max(Math.Abs) + 1e-5f * largest);
    }

    [Fact]
    public void What_is_skipped_is_left_out_and_nothing_else()
    {
        const int Skipped = 6;
        using var codec = TravellingWave.Codec(TravellingWave.Config(2));
        CodecCase.Drawn(codec.Network, "skipped", 0.05);
        var run = TravellingWave.Run(2);
        var (mesh, points) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh));
        var latents = mesh.Encode(points, run.Read(0, 11), 11);

        var (whole, rest) = (mesh.Decode(latents, points), mesh.Decode(latents, points, Skipped));

        var skipped = whole.Length - rest.Length;
        Assert.Equal(Skipped * points.Count * codec.Linear.Channels.Count, skipped);
        for (var i = 0; i < rest.Length; i++) Assert.Equal(whole[skipped + i], rest[i], 1e-5f); // the same sums in batches of another size
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Blocks_from_the_midst_of_a_run_are_those_of_the_whole_and_do_not_depend_on_their_company(int timeKernel)
    {
        const int Blocks = 12; // after the first, of a single snapshot
        using var codec = TravellingWave.Codec(TravellingWave.Config(2) with { TimeKernel = timeKernel });
        CodecCase.Drawn(codec.Network, "midst", 0.05);
        codec.Network.Arithmetic.Freeze(ScalarType.Float32);
        var run = TravellingWave.Run(2);
        var (mesh, points, lead, held) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh), codec.Config.BlocksSeen, codec.BlockSnapshots);
        var whole = mesh.Encode(points, run.Read(0, 1 + Blocks * held), 1 + Blocks * held);
        float[] Block(int first, int count) => run.Read(1 + (first - 1) * held, count * held);

        var together = mesh.EncodeBlocks(points, Block(Blocks - 1 - lead, lead + 2), lead + 2, lead, null);
        var alone = mesh.EncodeBlocks(points, Block(Blocks - lead, lead + 1), lead + 1, lead, null);

        Assert.Equal((2, 1), (together.Count, alone.Count));
        Assert.Equal(together[1], alone[0]);
        var expected = whole.Values[^(2 * codec.Sites * codec.Config.Latent)..];
        float[] made = [.. together.SelectMany(block => block)];
        for (var i = 0; i < made.Length; i++) Assert.Equal(expected[i], made[i], 1e-4f * expected.Max(Math.Abs));
    }

    [Fact]
    public void Products_of_frozen_weights_are_those_of_weights_turned_each_time()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var codec = TravellingWave.Codec(TravellingWave.Config(2));
        CodecCase.Drawn(codec.Network, "frozen");
        var (latents, surroundings) = (CodecCase.Draw("z", 1, 3, codec.Sites, codec.Config.Latent), codec.On(TravellingWave.Mesh(2)).Surroundings);
        codec.Network.Arithmetic.Products = ScalarType.BFloat16;
        var turned = codec.Network.Decode(latents, surroundings).Coefficients.contiguous().data<float>().ToArray();

        codec.Network.Arithmetic.Freeze(ScalarType.BFloat16);
        float[][] frozen = [.. Enumerable.Range(0, 2).Select(_ => codec.Network.Decode(latents, surroundings).Coefficients.contiguous().data<float>().ToArray())];

        Assert.All(frozen, one => Assert.Equal(turned, one));
    }

    [Theory]
    [InlineData(1, PointEncoderKind.ContinuousConvolution, LatentKind.Plain)]
    [InlineData(2, PointEncoderKind.Attention, LatentKind.Plain)]
    [InlineData(2, PointEncoderKind.None, LatentKind.Variational)]
    [InlineData(3, PointEncoderKind.Attention, LatentKind.Plain)]
    public void Training_begins_with_the_linear_codec_of_the_same_size(int dimensions, PointEncoderKind points, LatentKind kind)
    {
        const int Snapshots = 9;
        using var codec = TravellingWave.Codec(TravellingWave.Config(dimensions) with { PointEncoder = points, LatentKind = kind, TimeKernel = 2 });
        var run = TravellingWave.Run(dimensions);
        var cells = PointSet.CellsOf(run.Mesh);
        var values = run.Read(0, Snapshots);
        float[] held = [.. Enumerable.Repeat(run.Read(0, 1), 3).SelectMany(first => first), .. values];


        var decoded = codec.On(run.Mesh).Decode(codec.On(run.Mesh).Encode(cells, values, Snapshots), cells);


        var linear = codec.Linear.Truncated(codec.Config.Latent);
        var expected = linear.Decode(linear.Encode(cells, held, Snapshots + 3), cells)[(held.Length - values.Length)..];
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], decoded[i], 1e-4f); // float32, there and back through bases of 32 numbers
    }

    [Fact]
    public void Bounded_latents_stay_within_their_bound_and_small_ones_where_they_are()
    {
        using var scope = NewDisposeScope();
        using var codec = TravellingWave.Codec(TravellingWave.Config(1) with { SoftClip = 2 });


        float[] bent = [.. codec.Network.Bounded(tensor(new[] { -1e6f, -2, 0.01f, 1, 50 })).data<float>()];


        Assert.All(bent, value => Assert.InRange(value, -2, 2));
        Assert.Equal(0.01f, bent[2], 1e-6f); // bends by the cube
        Assert.Equal(bent.Order(), bent);
    }

    [Fact]
    public void A_variational_codec_with_bounded_latents_decodes_what_it_encodes()
    {
        using var codec = TravellingWave.Codec(TravellingWave.Config(2) with { LatentKind = LatentKind.Variational, SoftClip = 50 });
        var run = TravellingWave.Run(2);
        var (mesh, cells, values) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh), run.Read(0, 9));


        var latents = mesh.Encode(cells, values, 9);


        Assert.Equal(codec.Config.Latent, latents.Width);
        Assert.True(RelativeError.Of(mesh.Decode(latents, cells), values) < 0.2);
    }
}

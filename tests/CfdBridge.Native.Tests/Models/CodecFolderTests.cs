using System.Text.Json;
using CfdBridge.Models;
using CfdBridge.Native.Tests.Torch;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class CodecFolderTests : IDisposable
{
    static readonly TrainingProvenance Provenance = new("tests", "waves", ["wave"], [], 1, 0, new Dictionary<string, double>());

    readonly TempFolder folder = new();

    [Fact]
    public void A_codec_saved_in_half_precision_reconstructs_as_well()
    {
        using var codec = Saved("codec", TravellingWave.Config(2) with { TimeKernel = 2 });
        using var loaded = NeuralCodecFolder.Load(folder.At("codec"));


        var (before, after) = (ErrorPercent(codec), ErrorPercent(loaded));


        Assert.Equal(before, after, 0.1); // percentage points
        Assert.Equal(codec.Config.Latent, loaded.Config.Latent);
    }

    [Fact]
    public void A_codec_saved_in_single_precision_comes_back_bit_for_bit()
    {
        using var codec = Saved("codec", TravellingWave.Config(2), half: false);
        using var loaded = NeuralCodecFolder.Load(folder.At("codec"));
        var run = TravellingWave.Run(2);


        var (before, after) = (Latents(codec), Latents(loaded));


        Assert.Equal(before, after);

        float[] Latents(NeuralCodec one) => one.On(run.Mesh).Encode(PointSet.CellsOf(run.Mesh), run.Read(0, 9), 9).Values;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_foreign_reader_finds_every_weight_with_its_name_shape_and_values(bool half)
    {
        using var codec = Saved("codec", TravellingWave.Config(2), half);


        using var judged = JsonDocument.Parse(PyTorch.Run("read_safetensors.py", folder.At("codec", "weights.safetensors")));


        var network = judged.RootElement.EnumerateObject().Where(one => one.Name.StartsWith("network.", StringComparison.Ordinal)).ToDictionary(one => one.Name["network.".Length..], one => one.Value);
        var state = codec.Network.state_dict();
        Assert.Equal(state.Keys.Order(), network.Keys.Order());
        foreach (var (name, value) in state)
        {
            Assert.Equal(half ? "float16" : "float32", network[name].GetProperty("dtype").GetString());
            Assert.Equal(value.shape, network[name].GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()));
            Assert.Equal(value.data<float>().Select(number => half ? (float)(Half)number : number), network[name].GetProperty("values").EnumerateArray().Select(number => number.GetSingle()));
        }

        var energies = judged.RootElement.GetProperty("linear.site.energies");
        Assert.Equal([codec.Sites, codec.Linear.SiteCoefficients], energies.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(codec.Linear.Weights.SiteEnergies, energies.GetProperty("values").EnumerateArray().Select(number => number.GetSingle()));
    }

    [Fact]
    public void Weights_cut_short_are_refused()
    {
        Saved("codec", TravellingWave.Config(2)).Dispose();
        var path = folder.At("codec", "weights.safetensors");
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 7, 100, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);

            Refused("codec", path);
        }
    }

    [Fact]
    public void A_folder_without_weights_or_without_a_description_is_refused()
    {
        Saved("one", TravellingWave.Config(2)).Dispose();
        Saved("other", TravellingWave.Config(2)).Dispose();


        File.Delete(folder.At("one", "weights.safetensors"));
        File.Delete(folder.At("other", "model.json"));


        Refused("one", "weights.safetensors");
        Refused("other", "model.json");
    }

    public static TheoryData<string> Mismatches => [.. Others.Keys];

    static Dictionary<string, NeuralCodecConfig> Others
    {
        get
        {
            var config = TravellingWave.Config(2);
            return new()
            {
                ["wider"] = config with { SiteWidth = 32 },
                ["deeper"] = config with { EncoderBlocks = 2 },
                ["another point encoder"] = config with { PointEncoder = PointEncoderKind.ContinuousConvolution },
                ["another grid"] = config with { Linear = config.Linear with { GridNodes = [24, 16] } },
                ["more coefficients"] = config with { Linear = config.Linear with { PatchCoefficients = 12, Latent = 48 } },
                ["shared bases"] = config with { Linear = config.Linear with { Bases = BasisSharing.Shared } },
            };
        }
    }

    [Theory, MemberData(nameof(Mismatches))]
    public void Weights_of_another_codec_are_refused(string other)
    {
        Saved("codec", TravellingWave.Config(2)).Dispose();
        Saved("other", Others[other]).Dispose();


        File.Copy(folder.At("codec", "weights.safetensors"), folder.At("other", "weights.safetensors"), overwrite: true);


        Refused("other", "weights.safetensors");
    }

    public void Dispose() => folder.Dispose();

    NeuralCodec Saved(string name, NeuralCodecConfig config, bool half = true)
    {
        var codec = TravellingWave.Codec(config);
        CodecCase.Drawn(codec.Network, "saved", 0.03); // somewhere a training might have led
        NeuralCodecFolder.Save(codec, folder.At(name), new Dictionary<string, string?> { ["U"] = null, ["p"] = null }, Provenance, half);
        return codec;
    }

    void Refused(string name, string thing)
    {
        var refusal = Assert.Throws<CaseFormatException>(() => NeuralCodecFolder.Load(folder.At(name)));
        Assert.Contains(thing, refusal.Thing, StringComparison.Ordinal);
    }

    static double ErrorPercent(NeuralCodec codec)
    {
        var run = TravellingWave.Run(2);
        var (mesh, cells, values) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh), run.Read(0, 9));
        return 100 * RelativeError.Of(mesh.Decode(mesh.Encode(cells, values, 9), cells), values);
    }
}

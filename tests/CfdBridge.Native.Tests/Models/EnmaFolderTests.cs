using CfdBridge.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaFolderTests : IDisposable
{
    static readonly TrainingProvenance Provenance = new("tests", "waves", ["wave"], [], 1, 0, new Dictionary<string, double>());

    readonly TempFolder folder = new();

    [Fact]
    public void A_generator_saved_in_single_precision_comes_back_bit_for_bit()
    {
        using var network = Saved("one", EnmaCases.Plane with { TimeBias = 2, Sampling = new() { DecodeSteps = 2, Memory = 4 } }, half: false);


        using var loaded = EnmaFolder.Load(folder.At("one"));


        Assert.Equal(network.Config.Sampling, loaded.Config.Sampling);
        Assert.Equal(Frames(network), Frames(loaded));
    }

    [Fact]
    public void A_generator_saved_in_half_precision_makes_nearly_the_same_frames()
    {
        using var network = Saved("one", EnmaCases.Plane);


        using var loaded = EnmaFolder.Load(folder.At("one"));


        var (expected, got) = (Frames(network), Frames(loaded));
        Assert.NotEqual(expected, got);
        Assert.True(RelativeError.Of(got, expected) < 0.02); // eleven bits of each weight
    }

    [Fact]
    public void A_folder_without_weights_or_without_a_description_is_refused()
    {
        Saved("one", EnmaCases.Plane).Dispose();
        Saved("other", EnmaCases.Plane).Dispose();


        File.Delete(folder.At("one", "weights.safetensors"));
        File.Delete(folder.At("other", "model.json"));


        Refused("one", "weights.safetensors");
        Refused("other", "model.json");
    }

    [Theory]
    [InlineData("\"enma\"", "\"neural-codec\"")]
    [InlineData("\"width\": 16", "\"breadth\": 16")]
    [InlineData("\"heads\": 2", "\"heads\": 3")]
    [InlineData("\"conditions\": 2", "\"conditions\": 1")]
    public void A_description_of_something_else_is_refused(string text, string instead)
    {
        Saved("one", EnmaCases.Plane).Dispose();
        var path = folder.At("one", "model.json");
        var before = File.ReadAllText(path);


        File.WriteAllText(path, before.Replace(text, instead, StringComparison.Ordinal));


        Assert.Contains(text, before, StringComparison.Ordinal);
        Refused("one", "model.json");
    }

    public static TheoryData<string> Mismatches => [.. Others.Keys];

    static Dictionary<string, EnmaConfig> Others => new()
    {
        ["wider"] = EnmaCases.Plane with { Width = 32 },
        ["deeper"] = EnmaCases.Plane with { TimeDepth = 3 },
        ["other patches"] = EnmaCases.Plane with { Patch = [3, 2] },
        ["time bias"] = EnmaCases.Plane with { TimeBias = 2 },
    };

    [Theory, MemberData(nameof(Mismatches))]
    public void Weights_of_another_generator_are_refused(string other)
    {
        Saved("one", EnmaCases.Plane).Dispose();
        Saved("other", Others[other]).Dispose();


        File.Copy(folder.At("one", "weights.safetensors"), folder.At("other", "weights.safetensors"), overwrite: true);


        Refused("other", "weights.safetensors");
    }

    public void Dispose() => folder.Dispose();

    EnmaNetwork Saved(string name, EnmaConfig config, bool half = true)
    {
        var network = EnmaCases.Network(config, "saved");
        EnmaFolder.Save(network, folder.At(name), ["reynolds", "developed"], "cylinder-codec", Provenance, half);
        return network;
    }

    static float[] Frames(EnmaNetwork network)
    {
        using var scope = NewDisposeScope();
        return new EnmaGenerator(network).Generate(EnmaCases.Clip(network.Config, "saved", 1, 3), 2, 1, new(1)).data<float>().ToArray();
    }

    void Refused(string name, string thing)
    {
        var refusal = Assert.Throws<CaseFormatException>(() => EnmaFolder.Load(folder.At(name)));
        Assert.Contains(thing, refusal.Thing, StringComparison.Ordinal);
    }
}

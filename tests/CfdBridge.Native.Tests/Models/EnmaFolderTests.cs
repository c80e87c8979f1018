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
        using var model = Saved("one", EnmaCases.Plane with { TimeBias = 2, Sampling = new() { DecodeSteps = 2, Memory = 4 } }, half: false);


        using var loaded = EnmaFolder.Load(folder.At("one"));


        Assert.Equal(model.Config.Sampling, loaded.Config.Sampling);
        Assert.Equal((model.CodecSha256, model.FrameSeconds), (loaded.CodecSha256, loaded.FrameSeconds));
        Assert.Equal(model.Conditions.Parameters, loaded.Conditions.Parameters);
        Assert.Equal(Frames(model), Frames(loaded));
    }

    [Fact]
    public void A_generator_saved_in_half_precision_makes_nearly_the_same_frames()
    {
        using var model = Saved("one", EnmaCases.Plane);


        using var loaded = EnmaFolder.Load(folder.At("one"));


        var (expected, got) = (Frames(model), Frames(loaded));
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

    [Fact]
    public void A_generator_is_refused_for_another_codec_than_its_own()
    {
        Saved("one", EnmaCases.Plane).Dispose();
        folder.Write("codec/weights.safetensors", "another codec's weights");


        var refusal = Assert.Throws<CaseFormatException>(() => EnmaFolder.Load(folder.At("one"), folder.At("codec")));


        Assert.Contains("another codec", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"enma\"", "\"neural-codec\"")]
    [InlineData("\"width\": 16", "\"breadth\": 16")]
    [InlineData("\"heads\": 2", "\"heads\": 3")]
    [InlineData("\"conditions\": 4", "\"conditions\": 3")]
    [InlineData("\"frameSeconds\": 0.8", "\"frameSeconds\": 0")]
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

    EnmaModel Saved(string name, EnmaConfig config, bool half = true)
    {
        var model = EnmaCases.Model(config);
        EnmaFolder.Save(model, folder.At(name), Provenance, half);
        return model;
    }

    // From a context: the scaling, too, is what was saved.
    static float[] Frames(EnmaModel model)
    {
        using var scope = NewDisposeScope();
        return new EnmaForecast(model).Continue(CodecCase.Draw("saved", 3, model.Config.SiteCount, model.Config.Latent), 2, new() { Seed = 1 }).data<float>().ToArray();
    }

    void Refused(string name, string thing)
    {
        var refusal = Assert.Throws<CaseFormatException>(() => EnmaFolder.Load(folder.At(name)));
        Assert.Contains(thing, refusal.Thing, StringComparison.Ordinal);
    }
}

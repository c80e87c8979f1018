using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class LatentScalingTests
{
    [Fact]
    public void Scaled_training_latents_vary_by_one_and_large_numbers_keep_a_say()
    {
        using var scope = NewDisposeScope();
        var (latents, deviations) = Latents();
        using var scaling = LatentScaling.Of([latents.narrow(0, 0, 900), latents.narrow(0, 900, 300)]);


        var scaled = scaling.Scaled(latents);


        Assert.Equal(0, scaled.mean([0]).abs().max().item<float>(), 1e-4); // float32, means of up to 5
        Assert.Equal(1, scaled.var([0], unbiased: false).mean().item<float>(), 1e-4);
        var ratio = scaled.std([0]).square() / deviations;
        Assert.True(allclose(ratio, ratio.mean(), rtol: 0.05)); // deviations go with the root of what they were; those of 1200 draws
        Assert.True(allclose(latents, scaling.Unscaled(scaled), atol: 1e-5));
    }

    [Fact]
    public void A_number_that_never_changed_stays_finite()
    {
        using var scope = NewDisposeScope();
        var latents = CodecCase.Draw("still", 30, 2, 3);
        latents[TensorIndex.Colon, 1, 2].fill_(4);
        using var scaling = LatentScaling.Of([latents]);

        Assert.True(scaling.Scaled(latents + 0.1).abs().max().item<float>() < 40);
        Assert.Throws<ArgumentException>(() => LatentScaling.Of([ones(5, 2, 3)]));
    }

    [Fact]
    public void Saved_with_the_weights_it_comes_back_bit_for_bit_and_of_another_shape_it_is_refused()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        var (latents, _) = Latents();
        using var scaling = LatentScaling.Of([latents]);
        var writer = new SafetensorsWriter();
        scaling.Add(writer, "scaling.");
        using (var file = File.Create(folder.At("file"))) writer.WriteTo(file);


        using var reader = new SafetensorsReader(folder.At("file"));
        using var read = LatentScaling.Read(reader, "scaling.", 2, 3);


        Assert.Equal(scaling.Scaled(latents).data<float>().ToArray(), read.Scaled(latents).data<float>().ToArray());
        Assert.Throws<CaseFormatException>(() => LatentScaling.Read(reader, "scaling.", 3, 2));
    }

    static (Tensor Latents, Tensor Deviations) Latents()
    {
        var deviations = tensor(new[] { 9, 3, 1, 0.5f, 0.2f, 0.05f }, [2, 3]);
        return (CodecCase.Draw("scaled", 1200, 2, 3) * deviations * Math.Sqrt(3) + 5, deviations);
    }
}

using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class PackingTests(NeuralFixture waves) : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task A_packed_model_is_smaller_and_forecasts_nearly_the_same()
    {
        ModelPacking.Pack(waves.Codec, [waves.Model], folder.Path);

        var packed = folder.At(Path.GetFileName(waves.Model));
        var request = new ContinuationRequest { Observed = NeuralFixture.Observed(NeuralFixture.Times(24)), Steps = 6, Parameters = new Dictionary<string, double> { ["speed"] = NeuralFixture.Speed } };
        var (expected, found) = (await NeuralFixture.StepsOf(waves.Segment(), request), await NeuralFixture.StepsOf(waves.Segment(packed), request));
        Assert.True(Weights(packed) < 0.8 * Weights(waves.Model)); // small tensors stay as they are
        var (values, truth) = (Values(found), Values(expected));
        Assert.InRange(Math.Sqrt(values.Zip(truth).Average(pair => Math.Pow(pair.First - pair.Second, 2))), 1e-6, 0.02 * Math.Sqrt(truth.Average(value => value * value)));
    }

    [Fact]
    public void A_generator_of_another_codec_is_refused() =>
        Assert.Contains("no generator of the latents", Assert.Throws<CaseFormatException>(() => ModelPacking.Pack(waves.Codec, [waves.OwnMean], folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_packed_over_its_original() =>
        Assert.Throws<UsageException>(() => ModelPacking.Pack(waves.Codec, [], Path.GetDirectoryName(waves.Codec)!)); // it stands in a folder

    public void Dispose() => folder.Dispose();

    static long Weights(string model) => new FileInfo(Path.Combine(model, ModelFolder.WeightsFile)).Length;

    static double[] Values(IEnumerable<PredictedStep> steps) => [.. steps.SelectMany(step => step.Members[0]["U"].ToSingle()).Select(value => (double)value)];
}

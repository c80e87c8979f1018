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
    public async Task What_the_codec_loses_lies_beside_it_goes_with_the_steps_and_is_packed_along()
    {
        foreach (var from in new[] { waves.Codec, waves.Model }) Copy(from, folder.At("own", Path.GetFileName(from)));
        var (codec, model) = (folder.At("own", Path.GetFileName(waves.Codec)), folder.At("own", Path.GetFileName(waves.Model)));
        var run = NeuralFixture.Observed(NeuralFixture.Times(24));
        using (var own = NeuralCodecFolder.Load(codec))
        {
            var (flow, points) = (FlowRun.Of("wave", run, own.Linear.Channels), PointSet.CellsOf(run.Mesh));
            var residuals = CodecResiduals.Of(own, [flow], new Progress<double>(), default);
            residuals.Save(codec);
            var decoded = own.On(run.Mesh).Decode(own.On(run.Mesh).Encode(points, flow.Read(0, 25), 25), points);
            var lost = Math.Sqrt(decoded.Zip(flow.Read(0, 25)).Average(pair => Math.Pow(pair.First - pair.Second, 2)));
            Assert.Equal(lost, Math.Sqrt(CodecResiduals.Load(codec, own)!.At(points).Average(value => (double)value * value)), 0.02 * lost); // single precision; cells of a node are averaged
        }

        var steps = await NeuralFixture.StepsOf(waves.Segment(model), new() { Observed = run, Steps = 2 });
        ModelPacking.Pack(codec, [model], folder.At("packed"));

        Assert.All(steps, step => Assert.True(step.Unresolved!.HasLayoutOf(run.Last.Fields)));
        Assert.All(steps[0].Unresolved!["U"].ToSingle().Where((_, i) => i % 3 < 2), value => Assert.True(value > 0));
        Assert.True(File.Exists(folder.At("packed", Path.GetFileName(codec), CodecResiduals.FileName)));
        Assert.Null((await NeuralFixture.StepsOf(waves.Segment(), new() { Observed = run, Steps = 1 }))[0].Unresolved);
    }

    [Fact]
    public void A_packed_model_stays_as_it_is()
    {
        ModelPacking.Pack(waves.Codec, [waves.Model], folder.At("once"));
        string Once(string model) => folder.At("once", Path.GetFileName(model));

        ModelPacking.Pack(Once(waves.Codec), [Once(waves.Model)], folder.At("twice"));

        foreach (var name in new[] { waves.Codec, waves.Model }.Select(model => Path.GetFileName(model)))
            Assert.Equal(File.ReadAllBytes(folder.At("once", name, "weights.safetensors")), File.ReadAllBytes(folder.At("twice", name, "weights.safetensors")));
    }

    [Fact]
    public void A_generator_of_another_codec_is_refused() =>
        Assert.Contains("no generator of the latents", Assert.Throws<CaseFormatException>(() => ModelPacking.Pack(waves.Codec, [waves.OwnMean], folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_packed_over_its_original() =>
        Assert.Throws<UsageException>(() => ModelPacking.Pack(waves.Codec, [], Path.GetDirectoryName(waves.Codec)!)); // it stands in a folder

    public void Dispose() => folder.Dispose();

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    static long Weights(string model) => new FileInfo(Path.Combine(model, ModelFolder.WeightsFile)).Length;

    static double[] Values(IEnumerable<PredictedStep> steps) => [.. steps.SelectMany(step => step.Members[0]["U"].ToSingle()).Select(value => (double)value)];
}

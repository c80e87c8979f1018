using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Native.Tests.Torch;
using TorchSharp;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class CodecParityTests
{
    const double Tolerance = 1e-5; // of the largest value: float32, sums of up to a few thousand terms in another order
    const double Least = 1e-3;     // of the case's largest gradient: some vanish but for rounding, as those of a bias before a softmax

    static readonly Lazy<IReadOnlyDictionary<string, CodecCase>> cases = new(Make);
    static readonly Lazy<Dictionary<string, (double[] Values, long[] Shape)>> theirs = new(Judge);

    public static TheoryData<string> Names => [.. cases.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_those_of_the_same_network_in_PyTorch(string name)
    {
        using var scope = torch.NewDisposeScope();


        var ours = cases.Value[name].Compute();


        var judged = theirs.Value.Where(result => result.Key.StartsWith(name + "/", StringComparison.Ordinal)).ToDictionary(result => result.Key[(name.Length + 1)..], result => result.Value);
        Assert.Equal(judged.Keys.Order(), ours.Keys.Order());
        var steepest = judged.Where(part => part.Key.StartsWith("grad.", StringComparison.Ordinal)).Max(part => part.Value.Values.Max(Math.Abs));
        foreach (var (part, (values, shape)) in judged)
        {
            Assert.Equal(shape, ours[part].shape);
            double[] got = ours[part].detach().to_type(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
            var scale = Math.Max(values.Max(Math.Abs), part.StartsWith("grad.", StringComparison.Ordinal) ? Least * steepest : 0);
            var worst = got.Zip(values).Max(pair => Math.Abs(pair.First - pair.Second));
            Assert.True(worst <= Tolerance * scale, $"{part}: off by {worst:E2} where the largest value is {scale:E2}");
        }
    }

    [Fact]
    public void Every_parameter_of_a_network_has_a_gradient()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var one in cases.Value.Values.Where(one => one.Network is CodecNetwork or SegmentTransformer))
        {
            var parameters = one.Network!.named_parameters().Select(parameter => $"grad.{parameter.name}") // a network is one
                .Where(name => !name.EndsWith(".score.bias", StringComparison.Ordinal)); // a softmax does not see what all its arguments share


            var silent = parameters.Where(name => theirs.Value[$"{one.Name}/{name}"].Values.All(value => value == 0));


            Assert.Empty(silent);
        }
    }

    static Dictionary<string, CodecCase> Make()
    {
        torch.manual_seed(3);
        return BlockCases.All.Concat(NetworkCases.All).Concat(SegmentCases.All).ToDictionary(one => one.Name);
    }

    static Dictionary<string, (double[], long[])> Judge()
    {
        var writer = new SafetensorsWriter();
        foreach (var one in cases.Value.Values)
        {
            writer.AddMetadata(one.Name, one.Python);
            if (one.Network is not null) NetworkWeights.Add(writer, $"{one.Name}/state.", one.Network, half: false);
            foreach (var (name, input) in one.Inputs)
            {
                if (input.dtype == torch.ScalarType.Int64) writer.Add($"{one.Name}/in.{name}", input.data<long>().ToArray(), input.shape);
                else writer.Add($"{one.Name}/in.{name}", input.detach().data<float>().ToArray(), input.shape);
            }
        }

        return PyTorch.Judged("codec_parity.py", writer);
    }
}

using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Native.Tests.Torch;
using TorchSharp;

namespace CfdBridge.Native.Tests.Models;

/// <summary>Networks and their blocks, forward and gradient, beside the same in PyTorch with the same weights and inputs.</summary>
/// <param name="script">In tests/judge.</param>
/// <param name="seed">Of the weights.</param>
/// <param name="make">Makes the cases.</param>
sealed class NetworkParity(string script, int seed, Func<IEnumerable<CodecCase>> make)
{
    const double Tolerance = 1e-5; // of the largest value: float32, sums of up to a few thousand terms in another order
    const double Least = 1e-3;     // of the case's largest gradient: some vanish but for rounding, as those of a bias before a softmax

    readonly Lazy<IReadOnlyDictionary<string, CodecCase>> cases = new(() => Made(seed, make));
    Dictionary<string, (double[] Values, long[] Shape)>? judged;

    public IReadOnlyDictionary<string, CodecCase> Cases => cases.Value;

    public void AssertSame(string name)
    {
        using var scope = torch.NewDisposeScope();
        var ours = Cases[name].Compute();
        var theirs = Judged().Where(result => result.Key.StartsWith(name + "/", StringComparison.Ordinal)).ToDictionary(result => result.Key[(name.Length + 1)..], result => result.Value);
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        var steepest = theirs.Where(part => part.Key.StartsWith("grad.", StringComparison.Ordinal)).Max(part => part.Value.Values.Max(Math.Abs));
        foreach (var (part, (values, shape)) in theirs)
        {
            Assert.Equal(shape, ours[part].shape);
            double[] got = ours[part].detach().to_type(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
            var scale = Math.Max(values.Max(Math.Abs), part.StartsWith("grad.", StringComparison.Ordinal) ? Least * steepest : 0);
            var worst = got.Zip(values).Max(pair => Math.Abs(pair.First - pair.Second));
            Assert.True(worst <= Tolerance * scale, $"{part}: off by {worst:E2} where the largest value is {scale:E2}");
        }
    }

    /// <summary>Parameters of a case's network whose gradients vanish.</summary>
    public IEnumerable<string> Silent(CodecCase one) =>
        one.Network!.named_parameters().Select(parameter => parameter.name).Where(name => Judged()[$"{one.Name}/grad.{name}"].Values.All(value => value == 0)); // asked of networks

    static Dictionary<string, CodecCase> Made(int seed, Func<IEnumerable<CodecCase>> make)
    {
        torch.manual_seed(seed);
        return make().ToDictionary(one => one.Name);
    }

    Dictionary<string, (double[] Values, long[] Shape)> Judged()
    {
        if (judged is not null) return judged;
        var writer = new SafetensorsWriter();
        foreach (var one in Cases.Values)
        {
            writer.AddMetadata(one.Name, one.Python);
            if (one.Network is not null) NetworkWeights.Add(writer, $"{one.Name}/state.", one.Network, half: false);
            foreach (var (name, input) in one.Inputs)
            {
                if (input.dtype == torch.ScalarType.Int64) writer.Add($"{one.Name}/in.{name}", input.data<long>().ToArray(), input.shape);
                else writer.Add($"{one.Name}/in.{name}", input.detach().data<float>().ToArray(), input.shape);
            }
        }

        return judged = PyTorch.Judged(script, writer);
    }
}

using CfdBridge.Native.Tests.Torch;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

/// <summary>A part of the codec with weights and inputs, said here and to be said by the judge.</summary>
/// <param name="Name">Unique among the cases.</param>
/// <param name="Python">The judge's constructor, a bar, and the names of its inputs.</param>
/// <param name="Inputs">Tensors by name.</param>
/// <param name="Network">The part, null where it has no weights.</param>
/// <param name="Ours">The computation here.</param>
sealed record CodecCase(string Name, string Python, IReadOnlyDictionary<string, Tensor> Inputs, nn.Module? Network, Func<IEnumerable<Tensor>> Ours)
{
    /// <summary>A block with one input and a number of times, or without.</summary>
    public static CodecCase Of(string name, string python, nn.Module network, long[] shape, Func<Tensor, Tensor> ours)
    {
        var x = Draw(name, shape).requires_grad_();
        return new(name, python, new Dictionary<string, Tensor> { ["x"] = x }, Drawn(network, name), () => [ours(x)]);
    }

    /// <summary>Seeded numbers around zero.</summary>
    public static Tensor Draw(string seed, params long[] shape)
    {
        var random = new Random(seed.Aggregate(17, (hash, letter) => unchecked(31 * hash + letter)) & int.MaxValue);
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(2 * random.NextDouble() - 1);
        return tensor(values, shape);
    }

    /// <summary>The same network with a draw added to every parameter: those that begin at zero would test nothing.</summary>
    public static T Drawn<T>(T network, string seed, double size = 0.2) where T : nn.Module
    {
        using var untracked = no_grad();
        foreach (var (name, parameter) in network.named_parameters()) parameter.add_(Draw(seed + name, parameter.shape), alpha: size);
        return network;
    }

    /// <summary>Outputs and gradients by the judge's names.</summary>
    public Dictionary<string, Tensor> Compute()
    {
        Network?.zero_grad(); // some cases share a network
        foreach (var input in Inputs.Values) input.grad?.zero_();
        Tensor[] outputs = [.. Ours()];
        WeightedSum.Of(outputs)!.backward(); // every part of the codec has gradients
        var results = outputs.Select((output, i) => ($"out.{i}", output)).ToDictionary();
        var parameters = Network?.named_parameters().Select(one => (one.name, (Tensor)one.parameter)) ?? [];
        foreach (var (name, leaf) in Inputs.Select(one => (one.Key, one.Value)).Concat(parameters))
            if (leaf.grad is { } gradient) results[$"grad.{name}"] = gradient;
        return results;
    }
}

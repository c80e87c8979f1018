using System.Collections.Concurrent;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>
/// The number type of a network's products; parameters, sums and everything between products stay in single precision.
/// One object is shared by all parts of a network, so that a trainer can change it for all.
/// </summary>
public sealed class Arithmetic
{
    readonly ConcurrentDictionary<Tensor, Tensor> kept = new(ReferenceEqualityComparer.Instance);

    /// <summary><see cref="ScalarType.BFloat16"/> is several times faster where the processor multiplies matrices in it.</summary>
    public ScalarType Products { get; set; } = ScalarType.Float32;

    /// <summary>Whether the weights change no more.</summary>
    public bool Frozen { get; private set; }

    /// <summary>For weights that change no more: they are turned into the products' type once.</summary>
    public void Freeze(ScalarType products) => (Products, Frozen) = (products, true);

    /// <summary>x A^T + b over the last axis.</summary>
    internal Tensor Linear(Tensor x, Linear layer)
    {
        if (Products == ScalarType.Float32) return layer.call(x);
        using var scope = NewDisposeScope();
        return nn.functional.linear(x.to(Products), Turned(layer.weight), layer.bias is { } bias ? Turned(bias) : null).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>A convolution over one to three axes.</summary>
    /// <param name="x">[F, C, space...].</param>
    /// <param name="weight">[C', C, kernel...].</param>
    /// <param name="bias">[C'].</param>
    internal Tensor Convolution(Tensor x, Tensor weight, Tensor bias, long stride, long padding)
    {
        using var scope = NewDisposeScope();
        var (values, kernel, offset) = Products == ScalarType.Float32 ? (x, weight, bias) : (x.to(Products), Turned(weight), Turned(bias));
        var y = (x.dim() - 2) switch
        {
            1 => nn.functional.conv1d(values, kernel, offset, stride: stride, padding: padding),
            2 => nn.functional.conv2d(values, kernel, offset, [stride, stride], [padding, padding]),
            _ => nn.functional.conv3d(values, kernel, offset, [stride, stride, stride], [padding, padding, padding]),
        };
        return y.to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    Tensor Turned(Tensor weight) => Frozen ? kept.GetOrAdd(weight, one => one.to(Products).detach().DetachFromDisposeScope()) : weight.to(Products);
}

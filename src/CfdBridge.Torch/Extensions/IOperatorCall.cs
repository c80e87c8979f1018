using static TorchSharp.torch;

namespace CfdBridge.Torch;

/// <summary>Calls an operator that the managed API does not name. TorchSharp has no such door: ask <see cref="IsOffered"/>.</summary>
public interface IOperatorCall
{
    bool IsOffered { get; }

    /// <param name="name">ATen's name and overload, such as <c>add.Tensor</c>.</param>
    /// <param name="arguments">
    /// In the order of the operator's schema: tensors, numbers, texts, arrays of them, or null for "not given"; those missing
    /// at the end take the schema's defaults.
    /// </param>
    /// <returns>Every tensor that the operator returns.</returns>
    Tensor[] Call(string name, params object?[] arguments);
}

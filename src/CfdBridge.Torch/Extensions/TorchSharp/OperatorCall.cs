using static TorchSharp.torch;

namespace CfdBridge.Torch;

/// <summary>TorchSharp has no call by name.</summary>
public sealed class OperatorCall : IOperatorCall
{
    public bool IsOffered => false;

    public Tensor[] Call(string name, params object?[] arguments) =>
        throw new NotSupportedException($"TorchSharp cannot call {name} by name; build with -p:TorchRuntime=System.");
}

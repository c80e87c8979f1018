using TorchSharp;

namespace CfdBridge.Torch;

/// <summary>Through libtorch's dispatcher.</summary>
public sealed class OperatorCall : IOperatorCall
{
    public bool IsOffered => true;

    public torch.Tensor[] Call(string name, params object?[] arguments)
    {
        Argument[] converted = [.. arguments.Select(ArgumentOf)];
        return [.. Dispatch.All(name, converted).Where(one => one.Kind == ValueKind.Tensor).Select(one => new torch.PlainTensor((nint)one.Payload))];
    }

    static Argument ArgumentOf(object? value) => value switch
    {
        null => Argument.None,
        torch.Tensor tensor => tensor,
        torch.Tensor[] tensors => tensors,
        bool flag => flag,
        int number => number,
        long number => number,
        float number => (double)number,
        double number => number,
        long[] numbers => numbers,
        double[] numbers => numbers,
        string text => text,
        Scalar scalar => scalar,
        torch.ScalarType type => type,
        torch.Device device => device,
        torch.Generator generator => generator,
        _ => throw new ArgumentException($"An operator takes no {value.GetType().Name}.", nameof(value)),
    };
}

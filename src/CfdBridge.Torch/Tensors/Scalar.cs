using CfdBridge.Torch;

namespace TorchSharp;

/// <summary>A number that an operator takes beside its tensors; it has the kind of the C# value it comes from.</summary>
public sealed class Scalar : IDisposable
{
    Scalar(ValueKind kind, long payload) => (Kind, Payload) = (kind, payload);

    internal ValueKind Kind { get; }

    internal long Payload { get; }

    internal double AsDouble => Kind == ValueKind.Double ? BitConverter.Int64BitsToDouble(Payload) : Payload;

    public static implicit operator Scalar(byte value) => new(ValueKind.Int, value);
    public static implicit operator Scalar(sbyte value) => new(ValueKind.Int, value);
    public static implicit operator Scalar(short value) => new(ValueKind.Int, value);
    public static implicit operator Scalar(int value) => new(ValueKind.Int, value);
    public static implicit operator Scalar(long value) => new(ValueKind.Int, value);
    public static implicit operator Scalar(float value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    /// <summary>There is nothing to give back here; TorchSharp's scalars are native objects.</summary>
    public void Dispose() { }
}

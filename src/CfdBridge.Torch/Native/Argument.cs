using System.Text;
using TorchSharp;

namespace CfdBridge.Torch;

/// <summary>
/// One argument of an operator, in the kinds that operator schemas know. Values convert by themselves; a null is
/// <see cref="None"/>, by which a schema means "not given".
/// </summary>
readonly struct Argument
{
    readonly ValueKind kind;
    readonly long payload;
    readonly object? reference; // keeps a tensor, a list or a generator alive until the call is over

    Argument(ValueKind kind, long payload, object? reference = null) => (this.kind, this.payload, this.reference) = (kind, payload, reference);

    public static Argument None => default;

    public static implicit operator Argument(torch.Tensor? tensor) => tensor is null ? None : new(ValueKind.Tensor, 0, tensor);
    public static implicit operator Argument(torch.Tensor[] tensors) => new(ValueKind.TensorList, 0, tensors);
    public static implicit operator Argument(long value) => new(ValueKind.Int, value);
    public static implicit operator Argument(long? value) => value is { } given ? new(ValueKind.Int, given) : None;
    public static implicit operator Argument(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } given ? (Argument)given : None;
    public static implicit operator Argument(bool value) => new(ValueKind.Bool, value ? 1 : 0);
    public static implicit operator Argument(long[]? values) => values is null ? None : new(ValueKind.IntList, 0, values);
    public static implicit operator Argument(double[]? values) => values is null ? None : new(ValueKind.DoubleList, 0, values);
    public static implicit operator Argument(string? text) => text is null ? None : new(ValueKind.String, 0, text);
    public static implicit operator Argument(Scalar? value) => value is null ? None : new(value.Kind, value.Payload);
    public static implicit operator Argument(torch.ScalarType type) => new(ValueKind.Int, (long)type);
    public static implicit operator Argument(torch.ScalarType? type) => type is { } given ? new(ValueKind.Int, (long)given) : None;
    public static implicit operator Argument(torch.Device? device) => device is null ? None : new(ValueKind.Device, device.Packed);
    public static implicit operator Argument(torch.Generator? generator) => generator is null ? None : new(ValueKind.Generator, 0, generator);

    /// <summary>A list in which a null stands for "no tensor".</summary>
    public static Argument OptionalTensors(torch.Tensor?[] tensors) => new(ValueKind.OptionalTensorList, 0, tensors);

    /// <summary>Eight-byte places that the list or text takes beside the value itself.</summary>
    public int Room => reference switch
    {
        string text => (Encoding.UTF8.GetMaxByteCount(text.Length) + 7) / 8,
        Array list => list.Length,
        _ => 0,
    };

    /// <summary>Writes the value, and what it points to into <paramref name="room"/>, which must stand still.</summary>
    public unsafe NativeValue Encode(ref Span<long> room)
    {
        switch (reference)
        {
            case null:
                return new() { Kind = kind, Payload = payload };
            case torch.Tensor tensor:
                return new() { Kind = kind, Payload = tensor.Handle };
            case torch.Generator generator:
                return new() { Kind = kind, Payload = generator.Handle };
        }

        var value = new NativeValue { Kind = kind, Payload = AddressOf(room) };
        switch (reference)
        {
            case string text:
                value.Count = Encoding.UTF8.GetBytes(text, System.Runtime.InteropServices.MemoryMarshal.AsBytes(room));
                break;
            case torch.Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++) room[i] = tensors[i]?.Handle ?? 0;
                value.Count = tensors.Length;
                break;
            case long[] values:
                values.CopyTo(room);
                value.Count = values.Length;
                break;
            case double[] values:
                for (var i = 0; i < values.Length; i++) room[i] = BitConverter.DoubleToInt64Bits(values[i]);
                value.Count = values.Length;
                break;
        }

        room = room[Room..];
        return value;
    }

    public void KeepAlive() => GC.KeepAlive(reference);

    static unsafe nint AddressOf(Span<long> room)
    {
        fixed (long* start = room) return (nint)start;
    }
}

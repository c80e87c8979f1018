using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace CfdBridge.Torch;

/// <summary>
/// Calls libtorch's operators by name and overload ("add.Tensor"): one way in for all of them. Names, and the order of
/// arguments, are those of ATen's <c>native_functions.yaml</c>; defaults fill in for arguments missing at the end.
/// </summary>
static class Dispatch
{
    const int StackRoom = 64;
    const int StackResults = 4;

    static readonly ConcurrentDictionary<string, nint> operators = new(StringComparer.Ordinal);

    /// <summary>The operator's only, or first, tensor.</summary>
    public static torch.Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[StackResults];
        return TensorOf(results[..Math.Min(Invoke(name, arguments, results), StackResults)], 0);
    }

    /// <summary>For operators that change their first argument: the result is that same tensor and is let go.</summary>
    public static torch.Tensor Change(torch.Tensor changed, string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[StackResults];
        if (Invoke(name, arguments, results) > 0 && results[0].Kind == ValueKind.Tensor)
            TorchNative.Expect(TorchNative.TensorFree((nint)results[0].Payload), name);
        return changed;
    }

    public static (torch.Tensor, torch.Tensor) CallPair(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[StackResults];
        Invoke(name, arguments, results);
        return (TensorOf(results, 0), TensorOf(results, 1));
    }

    public static torch.Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = All(name, arguments);
        var tensors = new torch.Tensor[results.Length];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = TensorOf(results, i);
        return tensors;
    }

    public static bool CallBool(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[StackResults];
        Invoke(name, arguments, results);
        return results[0].Payload != 0;
    }

    /// <summary>Every result, lists laid out flat.</summary>
    public static NativeValue[] All(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> first = stackalloc NativeValue[StackResults];
        var count = Invoke(name, arguments, first);
        var results = new NativeValue[count];
        first[..Math.Min(count, StackResults)].CopyTo(results);
        if (count > StackResults) TorchNative.Expect(TorchNative.OperatorRest(results.AsSpan(StackResults), count - StackResults), name);
        return results;
    }

    [SkipLocalsInit]
    static unsafe int Invoke(string name, ReadOnlySpan<Argument> arguments, Span<NativeValue> results)
    {
        var needed = 0;
        foreach (ref readonly var argument in arguments) needed += argument.Room;
        Span<long> room = needed <= StackRoom ? stackalloc long[StackRoom] : GC.AllocateUninitializedArray<long>(needed, pinned: true);
        Span<NativeValue> values = stackalloc NativeValue[arguments.Length];
        var left = room;
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Encode(ref left);

        var status = TorchNative.OperatorCall(Find(name), values, values.Length, results, results.Length, out var count);
        foreach (ref readonly var argument in arguments) argument.KeepAlive();
        TorchNative.Expect(status, name);
        return count;
    }

    static nint Find(string name) => operators.TryGetValue(name, out var known) ? known : operators.GetOrAdd(name, static wanted =>
    {
        var dot = wanted.IndexOf('.', StringComparison.Ordinal);
        var (plain, overload) = dot < 0 ? (wanted, "") : (wanted[..dot], wanted[(dot + 1)..]);
        TorchNative.Expect(TorchNative.OperatorFind(plain.Contains("::", StringComparison.Ordinal) ? plain : "aten::" + plain, overload, out var found), wanted);
        return found;
    });

    static torch.Tensor TensorOf(ReadOnlySpan<NativeValue> results, int index) => results[index].Kind == ValueKind.Tensor
        ? new torch.PlainTensor((nint)results[index].Payload)
        : throw new InvalidOperationException("The operator returned no tensor.");
}

using System.Runtime.InteropServices;

namespace CfdBridge.Torch;

static partial class TorchNative
{
    [LibraryImport(Library, EntryPoint = "cfdb_operator_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OperatorFind(string name, string overload, out nint op);

    [LibraryImport(Library, EntryPoint = "cfdb_operator_call")]
    public static partial int OperatorCall(nint op, ReadOnlySpan<NativeValue> arguments, int argumentCount, Span<NativeValue> results, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "cfdb_operator_rest")]
    public static partial int OperatorRest(Span<NativeValue> results, int capacity);
}

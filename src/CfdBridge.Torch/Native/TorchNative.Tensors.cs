using System.Runtime.InteropServices;

namespace CfdBridge.Torch;

static partial class TorchNative
{
    [LibraryImport(Library, EntryPoint = "cfdb_tensor_from_memory")]
    public static partial int TensorFromMemory(ReadOnlySpan<byte> data, long bytes, ReadOnlySpan<long> shape, int rank, int dtype, out nint tensor);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_read")]
    public static partial int TensorRead(nint tensor, Span<byte> data, long bytes);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_write")]
    public static partial int TensorWrite(nint tensor, ReadOnlySpan<byte> data, long bytes);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_data")]
    public static partial int TensorData(nint tensor, out nint data);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_rank")]
    public static partial int TensorRank(nint tensor, out int rank);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_shape")]
    public static partial int TensorShape(nint tensor, Span<long> shape, Span<long> strides, int rank);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_facts")]
    public static partial int TensorFacts(nint tensor, out long elements, out int dtype, out long device, out int contiguous);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_share")]
    public static partial int TensorShare(nint tensor, out nint same);

    [LibraryImport(Library, EntryPoint = "cfdb_tensor_free")]
    public static partial int TensorFree(nint tensor);
}

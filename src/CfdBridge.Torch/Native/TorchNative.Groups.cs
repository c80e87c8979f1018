using System.Runtime.InteropServices;

namespace CfdBridge.Torch;

static partial class TorchNative
{
    [LibraryImport(Library, EntryPoint = "cfdb_group_join", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GroupJoin(string backend, string address, int port, int rank, int size, double joinSeconds, double timeoutSeconds, out GroupHandle group);

    [LibraryImport(Library, EntryPoint = "cfdb_group_sum")]
    public static partial int GroupSum(GroupHandle group, ReadOnlySpan<nint> tensors, int count, int mean);

    [LibraryImport(Library, EntryPoint = "cfdb_group_broadcast")]
    public static partial int GroupBroadcast(GroupHandle group, nint tensor, int fromRank);

    [LibraryImport(Library, EntryPoint = "cfdb_group_barrier")]
    public static partial int GroupBarrier(GroupHandle group);

    [LibraryImport(Library, EntryPoint = "cfdb_group_free")]
    public static partial int GroupFree(nint group);
}

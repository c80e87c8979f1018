using TorchSharp;

namespace CfdBridge.Torch;

/// <summary>libtorch's own c10d: Gloo, and NCCL where libtorch has it.</summary>
public sealed class ProcessGroup : IProcessGroup
{
    readonly GroupHandle handle;

    ProcessGroup(GroupHandle handle, ProcessGroupOptions options) => (this.handle, Rank, Size) = (handle, options.Rank, options.Size);

    /// <summary>Waits for the other members.</summary>
    public static IProcessGroup Join(ProcessGroupOptions options)
    {
        var status = TorchNative.GroupJoin(options.Backend, options.Address, options.Port, options.Rank, options.Size, options.JoinSeconds, options.TimeoutSeconds, out var handle);
        TorchNative.Expect(status, $"joining {options.Address}:{options.Port} as {options.Rank} of {options.Size}");
        return new ProcessGroup(handle, options);
    }

    public int Rank { get; }

    public int Size { get; }

    public void AllReduceSum(params torch.Tensor[] tensors) => Reduce(tensors, mean: 0);

    public void AllReduceMean(params torch.Tensor[] tensors) => Reduce(tensors, mean: 1);

    public void Broadcast(torch.Tensor tensor, int fromRank)
    {
        TorchNative.Expect(TorchNative.GroupBroadcast(handle, tensor.Handle, fromRank), "broadcast");
        GC.KeepAlive(tensor);
    }

    public void Barrier() => TorchNative.Expect(TorchNative.GroupBarrier(handle), "barrier");

    public void Dispose() => handle.Dispose();

    void Reduce(torch.Tensor[] tensors, int mean)
    {
        nint[] handles = [.. tensors.Select(one => one.Handle)];
        TorchNative.Expect(TorchNative.GroupSum(handle, handles, handles.Length, mean), "all_reduce");
        GC.KeepAlive(tensors);
    }
}

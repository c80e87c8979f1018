using static TorchSharp.torch;

namespace CfdBridge.Torch;

/// <summary>TorchSharp trains in one process only; a group of one is what it can be.</summary>
public sealed class ProcessGroup : IProcessGroup
{
    ProcessGroup() { }

    public static IProcessGroup Join(ProcessGroupOptions options) => options.Size == 1
        ? new ProcessGroup()
        : throw new NotSupportedException($"TorchSharp cannot join {options.Size} processes; build with -p:TorchRuntime=System.");

    public int Rank => 0;

    public int Size => 1;

    public void AllReduceSum(params Tensor[] tensors) { }

    public void AllReduceMean(params Tensor[] tensors) { }

    public void Broadcast(Tensor tensor, int fromRank) { }

    public void Barrier() { }

    public void Dispose() { }
}

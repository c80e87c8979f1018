using static TorchSharp.torch;

namespace CfdBridge.Torch;

/// <summary>Processes that train one model together. Every member calls the same methods in the same order.</summary>
public interface IProcessGroup : IDisposable
{
    int Rank { get; }

    int Size { get; }

    /// <summary>Each tensor becomes the sum over all members.</summary>
    void AllReduceSum(params Tensor[] tensors);

    /// <summary>Each tensor becomes the mean over all members.</summary>
    void AllReduceMean(params Tensor[] tensors);

    /// <summary>The tensor becomes that of one member.</summary>
    void Broadcast(Tensor tensor, int fromRank);

    /// <summary>Returns when all members have called it.</summary>
    void Barrier();
}

/// <summary>How to meet the other members.</summary>
/// <param name="Address">Where the member of rank 0 can be reached.</param>
/// <param name="Port">A port that is free there.</param>
/// <param name="Rank">This member's number, from 0.</param>
/// <param name="Size">How many there are.</param>
public sealed record ProcessGroupOptions(string Address, int Port, int Rank, int Size)
{
    /// <summary><c>gloo</c> for the CPU, <c>nccl</c> for CUDA.</summary>
    public string Backend { get; init; } = "gloo";

    /// <summary>For all to come.</summary>
    public double JoinSeconds { get; init; } = 300;

    /// <summary>For the others to take part in what one begins; a member that ends is noticed at once.</summary>
    public double TimeoutSeconds { get; init; } = 1800;
}

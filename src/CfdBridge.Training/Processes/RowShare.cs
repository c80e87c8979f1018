using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The rows of a batch that one process takes: all have drawn the whole batch, so noise, masks and tasks are those of one process.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Count">How many.</param>
readonly record struct RowShare(int First, int Count)
{
    /// <summary>Those rows of a tensor.</summary>
    /// <param name="each">Entries along the axis for each row of the batch.</param>
    public Tensor Of(Tensor whole, long axis = 0, long each = 1) => whole.narrow(axis, First * each, Count * each);
}

using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>What a stage of a training makes smaller, with what it holds meanwhile.</summary>
interface IStageLoss : IDisposable
{
    /// <summary>The loss of a step; the same step gives the same, whatever came before.</summary>
    Tensor Of(int step);
}

using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The error of the velocities of masked tokens, in clips drawn anew at every step.</summary>
sealed class EnmaLoss(EnmaModel model, StretchSet training, EnmaTrainingOptions options) : IStageLoss
{
    const int Place = 17; // of these draws among the seeds

    public Tensor Of(int step)
    {
        using var scope = NewDisposeScope();
        var (clip, draws) = EnmaBatch.Draw(training, model, options, Seeds.Of(options.Seed, step, Place));
        return model.Network.Loss(clip, draws).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}

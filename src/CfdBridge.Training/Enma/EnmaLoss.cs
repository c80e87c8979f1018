using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// The error of the velocities of masked tokens, in clips drawn anew at every step. That of some clips is their share of
/// the whole batch's: the shares of all processes add up to it.
/// </summary>
sealed class EnmaLoss(EnmaModel model, StretchSet training, EnmaTrainingOptions options, RowShare rows) : IStageLoss
{
    const int Place = 17; // of these draws among the seeds

    public Tensor Of(int step)
    {
        using var scope = NewDisposeScope();
        var whole = EnmaBatch.Draw(training, model, options, Seeds.Of(options.Seed, step, Place));
        var (clip, draws) = whole.Rows(rows);
        return model.Network.Loss(clip, draws, whole.Draws.Masked).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}

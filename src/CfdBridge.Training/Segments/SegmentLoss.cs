using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// The error of predicted segments: free of noise in the first stage, some of it with noise in the second. That of some
/// rows is their share of the whole batch's: the shares of all processes add up to it.
/// </summary>
sealed class SegmentLoss(SegmentModel model, StretchSet training, SegmentTrainingOptions options, RowShare rows, bool mixed) : IStageLoss
{
    public Tensor Of(int step)
    {
        using var scope = NewDisposeScope();
        var whole = SegmentBatch.Draw(training, model, options, mixed, Seeds.Of(options.Seed, mixed ? 1 : 0, step, 13));
        var batch = whole.Rows(rows);
        var (predicted, read) = model.Network.PredictAndRead(batch.Given, batch.Noisy, batch.FlowTime);
        var loss = FlowMatching.Loss(predicted, batch.Clean, batch.Given.Mask, batch.FlowTime, whole.Given.Mask);
        if (read is not null) loss = loss + options.ReadingWeight * ((read - batch.Parameters).square() * batch.Hidden).sum() / (whole.Hidden.sum() + 1);
        return loss.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}

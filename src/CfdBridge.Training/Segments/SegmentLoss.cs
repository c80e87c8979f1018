using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The error of predicted segments: free of noise in the first stage, some of it with noise in the second.</summary>
sealed class SegmentLoss(SegmentModel model, StretchSet training, SegmentTrainingOptions options, bool mixed) : IStageLoss
{
    public Tensor Of(int step)
    {
        using var scope = NewDisposeScope();
        var batch = SegmentBatch.Draw(training, model, options, mixed, Seeds.Of(options.Seed, mixed ? 1 : 0, step, 13));
        var predicted = model.Network.Predict(batch.Given, batch.Noisy, batch.FlowTime);
        return FlowMatching.Loss(predicted, batch.Clean, batch.Given.Mask, batch.FlowTime).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}

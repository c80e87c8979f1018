using System.Text.Json;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// Trains a codec in stages [ECHO, fig. 3]: on clips of trajectories whose points are thinned, then on single snapshots
/// with all points while the latents are held, then the point decoder on what is left over; a generator's training over
/// the frozen codec is another.
/// </summary>
sealed class CodecTrainer
{
    readonly NeuralCodec codec;
    readonly CodecTrainingSet training;
    readonly CodecValidation validation;
    readonly CodecTrainingOptions options;
    readonly string folder;
    readonly CodecLoss loss;

    public CodecTrainer(NeuralCodec codec, CodecTrainingSet training, CodecValidation validation, CodecTrainingOptions options, string folder)
    {
        (this.codec, this.training, this.validation, this.options, this.folder) = (codec, training, validation, options, folder);
        loss = new(codec, options, training.Energy);
    }

    /// <summary>Called with the errors in percent by field whenever the network is the best so far; it holds the averaged weights then.</summary>
    public required Action<int, IReadOnlyDictionary<string, double>> KeepBest { get; init; }

    /// <exception cref="UsageException">The folder holds a training with other options.</exception>
    public void Run(IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var recipe = JsonSerializer.Serialize(options) + JsonSerializer.Serialize(codec.Config);
        var pace = new TrainingPace(options.WarmUpSteps, options.ValidateEvery, options.ReportEvery, options.AverageDecay, options.WeightDecay, options.GradientNorm);
        var loop = new TrainingLoop(codec.Network, folder, recipe, pace) { KeepBest = (_, step, errors) => KeepBest(step, errors) };
        loop.Run([.. CodecStage.Of(options).Select(stage => Stage(stage, progress, cancellationToken))], progress, cancellationToken);
    }

    TrainingStage Stage(CodecStage stage, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var steps = stage.Kind == CodecStageKind.Points && !codec.Network.Corrects ? 0 : stage.Steps;
        return new(stage.Name, steps, stage.LearningRate) { Trains = stage.Trains, Begin = step => Begin(stage, step, progress, cancellationToken), Errors = validation.Errors };
    }

    IStageLoss Begin(CodecStage stage, int step, IProgress<WorkProgress> progress, CancellationToken cancellationToken) => stage.Kind switch
    {
        CodecStageKind.Points => new OfPoints(codec, new(codec, training.Runs, options, progress.Share("what is left at the points"), cancellationToken)),
        CodecStageKind.Frames => new OfBatches(this, stage, new LatentsHeld(codec, folder, begins: step == 0)),
        _ => new OfBatches(this, stage, null),
    };

    sealed class OfPoints(NeuralCodec codec, PointResiduals residuals) : IStageLoss
    {
        public Tensor Of(int step) => residuals.Loss(codec, step);

        public void Dispose() => residuals.Dispose();
    }

    sealed class OfBatches(CodecTrainer trainer, CodecStage stage, LatentsHeld? held) : IStageLoss
    {
        public Tensor Of(int step)
        {
            var batch = CodecBatch.Draw(trainer.training, stage, step, trainer.options);
            using var noise = new Generator((ulong)Seeds.Of(trainer.options.Seed, (int)stage.Kind, step, 11).Next());
            return trainer.loss.Of(batch, noise, held?.Of(batch));
        }

        public void Dispose() => held?.Dispose();
    }
}

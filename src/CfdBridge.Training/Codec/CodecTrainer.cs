using System.Diagnostics;
using System.Text.Json;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// Trains a codec in stages [ECHO, fig. 3]: on clips of trajectories whose points are thinned, then on single snapshots
/// with all points while the latents are held, then the point decoder on what is left over; a generator's training over
/// the frozen codec is another.
/// Killed at any moment, it goes on from its last saved state to the same result.
/// </summary>
sealed class CodecTrainer
{
    readonly NeuralCodec codec;
    readonly CodecTrainingSet training;
    readonly CodecValidation validation;
    readonly CodecTrainingOptions options;
    readonly string folder;
    readonly CodecLoss loss;
    readonly string recipe;
    readonly Stopwatch watch = new();
    double secondsBefore;

    public CodecTrainer(NeuralCodec codec, CodecTrainingSet training, CodecValidation validation, CodecTrainingOptions options, string folder)
    {
        (this.codec, this.training, this.validation, this.options, this.folder) = (codec, training, validation, options, folder);
        loss = new(codec, options, training.Energy);
        recipe = JsonSerializer.Serialize(options) + JsonSerializer.Serialize(codec.Config);
    }

    string Log => Path.Combine(folder, TrainingLog.FileName);

    /// <summary>Called with the errors in percent by field whenever the network is the best so far; it holds the averaged weights then.</summary>
    public required Action<int, IReadOnlyDictionary<string, double>> KeepBest { get; init; }

    /// <exception cref="UsageException">The folder holds a training with other options.</exception>
    public void Run(IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var stages = CodecStage.Of(options);
        var place = TrainingState.PlaceIn(folder) ?? new(0, 0, double.PositiveInfinity, 0, recipe);
        if (place.Recipe != recipe) throw new UsageException(folder, "a training with other options is unfinished there", "Give the same options to go on with it, or name another folder.");
        secondsBefore = place.Seconds;
        watch.Start();
        for (var stage = place.Stage; stage < stages.Count; stage++)
            place = Run(stages, place.Stage == stage ? place : place with { Stage = stage, Step = 0 }, progress, cancellationToken);
    }

    TrainingPlace Run(IReadOnlyList<CodecStage> stages, TrainingPlace place, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var stage = stages[place.Stage];
        if (stage.Kind == CodecStageKind.Points && !codec.Network.Corrects) return place;
        using var average = new AveragedWeights(codec.Network, options.AverageDecay);
        var trained = codec.Network.named_parameters().Where(one => stage.Trains(one.name)).Select(one => one.parameter);
        using var optimizer = optim.AdamW(trained, stage.LearningRate, weight_decay: options.WeightDecay);
        if (TrainingState.PlaceIn(folder) is { } saved && (saved.Stage, saved.Step) == (place.Stage, place.Step)) TrainingState.Load(folder, codec.Network, average, optimizer);
        if (place.Step == stage.Steps) return place;
        TrainingLog.Truncate(Log, stage.Name, place.Step);
        using var held = stage.Kind == CodecStageKind.Frames ? new LatentsHeld(codec, folder, begins: place.Step == 0) : null;
        using var residuals = stage.Kind == CodecStageKind.Points ? Residuals(progress, cancellationToken) : null;
        var (sum, count) = (0.0, 0);
        for (var step = place.Step; step < stage.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sum += Step(stage, step, optimizer, held, residuals);
            count++;
            average.Update(step);
            if ((step + 1) % options.ReportEvery == 0) progress.Report(new(stage.Name, step + 1, stage.Steps, sum / count));
            if ((step + 1) % options.ValidateEvery != 0 && step + 1 != stage.Steps) continue;
            average.Swap();
            var errors = validation.Errors();
            var mean = errors.Values.Average();
            if (mean < place.Best) KeepBest(step + 1, errors);
            average.Swap();
            place = place with { Step = step + 1, Best = Math.Min(mean, place.Best), Seconds = secondsBefore + watch.Elapsed.TotalSeconds };
            TrainingLog.Append(Log, new(stage.Name, step + 1, stage.Steps, place.Seconds, sum / count, stage.RateAt(step, options.WarmUpSteps), errors));
            if (step + 1 == stage.Steps) average.Swap(); // the next stage, and the model, begin with the average
            TrainingState.Save(folder, place, codec.Network, average, optimizer);
            (sum, count) = (0, 0);
        }

        return place;
    }

    double Step(CodecStage stage, int step, TorchSharp.Modules.AdamW optimizer, LatentsHeld? held, PointResiduals? residuals)
    {
        using var scope = NewDisposeScope();
        foreach (var group in optimizer.ParamGroups) group.LearningRate = stage.RateAt(step, options.WarmUpSteps);
        optimizer.zero_grad();
        var error = residuals?.Loss(codec, step) ?? Loss(stage, step, held);
        error.backward();
        nn.utils.clip_grad_norm_(optimizer.parameters(), options.GradientNorm);
        optimizer.step();
        return error.item<float>();
    }

    Tensor Loss(CodecStage stage, int step, LatentsHeld? held)
    {
        var batch = CodecBatch.Draw(training, stage, step, options);
        using var noise = new Generator((ulong)Seeds.Of(options.Seed, (int)stage.Kind, step, 11).Next());
        return loss.Of(batch, noise, held?.Of(batch));
    }

    PointResiduals Residuals(IProgress<WorkProgress> progress, CancellationToken cancellationToken) => new(codec, training.Runs, options, progress.Share("what is left at the points"), cancellationToken);
}

using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// Trains a network in stages. Killed at any moment, it goes on from its last saved state to the same result, as long as
/// losses and errors depend on the step alone.
/// </summary>
/// <param name="folder">Of the log and the saved state.</param>
/// <param name="recipe">What is trained and how, as text: a training goes on only with the same.</param>
sealed class TrainingLoop(nn.Module network, string folder, string recipe, TrainingPace pace)
{
    readonly Stopwatch watch = new();
    double secondsBefore;

    string Log => Path.Combine(folder, TrainingLog.FileName);

    /// <summary>Those that take the same steps; the first alone judges and writes.</summary>
    public TrainingProcesses Processes { get; init; } = TrainingProcesses.Alone;

    /// <summary>Called with the stage, its step and the errors whenever the network is the best so far; it holds the averaged weights then.</summary>
    public required Action<TrainingStage, int, IReadOnlyDictionary<string, double>> KeepBest { get; init; }

    /// <exception cref="UsageException">The folder holds a training with other options.</exception>
    public void Run(IReadOnlyList<TrainingStage> stages, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var place = TrainingState.PlaceIn(folder) ?? new(0, 0, double.PositiveInfinity, 0, recipe);
        if (place.Recipe != recipe) throw new UsageException(folder, "a training with other options is unfinished there", "Give the same options to go on with it, or name another folder.");
        Processes.ExpectSame(folder, $"{recipe} {place.Stage} {place.Step}");
        secondsBefore = place.Seconds;
        watch.Start();
        for (var stage = place.Stage; stage < stages.Count; stage++)
        {
            if (place.Stage != stage) place = place with { Stage = stage, Step = 0, Best = stages[stage].JudgedAnew ? double.PositiveInfinity : place.Best };
            place = Run(stages[stage], place, progress, cancellationToken);
            Processes.ExpectSameWeights(network);
        }
    }

    TrainingPlace Run(TrainingStage stage, TrainingPlace place, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        using var average = new AveragedWeights(network, pace.AverageDecay);
        var trained = network.named_parameters().Where(one => stage.Trains(one.name)).Select(one => one.parameter);
        using var optimizer = optim.AdamW(trained, stage.LearningRate, beta2: pace.SecondMoment, weight_decay: pace.WeightDecay);
        if (TrainingState.PlaceIn(folder) is { } saved && (saved.Stage, saved.Step) == (place.Stage, place.Step)) TrainingState.Load(folder, network, average, optimizer);
        if (place.Step == stage.Steps) return place;
        Processes.ExpectSameWeights(network);
        if (Processes.First) TrainingLog.Truncate(Log, stage.Name, place.Step);
        using var loss = stage.Begin(place.Step);
        var (sum, count) = (0.0, 0);
        for (var step = place.Step; step < stage.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sum += Step(stage, step, optimizer, loss);
            count++;
            average.Update(step);
            if ((step + 1) % pace.ReportEvery == 0) progress.Report(new(stage.Name, step + 1, stage.Steps, sum / count));
            if ((step + 1) % pace.ValidateEvery != 0 && step + 1 != stage.Steps) continue;
            Processes.ExpectSameWeights(network);
            if (Processes.First) place = Judged(stage, place with { Step = step + 1 }, average, sum / count);
            if (step + 1 == stage.Steps) average.Swap(); // the next stage, and the model, begin with the average
            if (Processes.First) TrainingState.Save(folder, place, network, average, optimizer);
            (sum, count) = (0, 0);
        }

        return place;
    }

    TrainingPlace Judged(TrainingStage stage, TrainingPlace place, AveragedWeights average, double loss)
    {
        average.Swap();
        var errors = stage.Errors();
        var judged = stage.Judged(errors);
        if (judged < place.Best) KeepBest(stage, place.Step, errors);
        average.Swap();
        var at = place with { Best = Math.Min(judged, place.Best), Seconds = secondsBefore + watch.Elapsed.TotalSeconds };
        TrainingLog.Append(Log, new(stage.Name, at.Step, stage.Steps, at.Seconds, loss, stage.RateAt(at.Step - 1, pace.WarmUpSteps), errors));
        return at;
    }

    double Step(TrainingStage stage, int step, AdamW optimizer, IStageLoss loss)
    {
        using var scope = NewDisposeScope();
        foreach (var group in optimizer.ParamGroups) group.LearningRate = stage.RateAt(step, pace.WarmUpSteps);
        optimizer.zero_grad();
        var error = loss.Of(step);
        error.backward();
        var whole = Processes.Sum(error, optimizer.parameters());
        nn.utils.clip_grad_norm_(optimizer.parameters(), pace.GradientNorm);
        optimizer.step();
        return whole;
    }
}

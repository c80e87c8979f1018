using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T frames · L sites · D latent numbers · C conditions · G geometry channels
/// <summary>
/// A few steps more of a segment generator's training, on one run: its own frames are hidden after any of them and foretold.
/// The run's last frames are kept aside, and the weights that foretell these best are found; where none do better than those
/// that came, these stay. Of the way to the best only a part is gone: that keeps more of what other runs have taught (WiSE-FT,
/// Wortsman et al. 2022). Not of the paper.
/// </summary>
public sealed class SegmentTuning(SegmentModel model, TuningOptions options, TimeProvider time)
{
    /// <summary>Changes the model's weights to the best that were found.</summary>
    /// <param name="run">What is known of the run.</param>
    /// <param name="told">Its parameters, and whether it is developed.</param>
    /// <param name="seed">Of all draws: the same seed and frames give the same weights, if no time limit ends it.</param>
    public TuningOutcome Tune(TuningFrames run, RunKnowledge told, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(told);
        using var scope = NewDisposeScope();
        var started = time.GetTimestamp();
        var seen = new TunedRun(model, run, told);
        var (before, came, kept) = (seen.HeldError(), Copied(), Copied());
        var (best, least, step) = (0, before, 0);
        using var optimizer = optim.AdamW(model.Network.named_parameters().Select(one => one.parameter), options.LearningRate, beta2: 0.95);
        var timedOut = false;
        while (step < options.Steps && step - best < options.Patience && !timedOut)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(seen, optimizer, step, DrawSeeds.Of(seed, step, 0));
            step++;
            timedOut = time.GetElapsedTime(started) >= options.TimeLimit;
            if (step % options.CheckEvery != 0 && step != options.Steps && !timedOut) continue;
            var error = seen.HeldError();
            if (!(error < least)) continue;
            (best, least) = (step, error);
            Copy(to: kept);
        }

        foreach (var (name, value) in kept) value.mul_(options.Share).add_(came[name], alpha: 1 - options.Share);
        Copy(from: kept);
        var after = best > 0 ? seen.HeldError() : before;
        if (!(after < before)) (after, best) = (before, 0);
        if (best == 0) Copy(from: came);
        return new(before, after, best, step, time.GetElapsedTime(started).TotalSeconds, timedOut && step < options.Steps);
    }

    void Step(TunedRun run, TorchSharp.Modules.AdamW optimizer, int step, ulong seed)
    {
        using var scope = NewDisposeScope();
        foreach (var group in optimizer.ParamGroups) group.LearningRate = options.LearningRate * Math.Min(1, (step + 1.0) / options.WarmUpSteps);
        optimizer.zero_grad();
        var (given, clean) = run.Draw(options, new Random((int)(seed & int.MaxValue)));
        var loss = FlowMatching.Loss(FlowSampler.Mean(model.Network, given), clean, given.Mask, zeros(given.Batch));
        loss.backward();
        nn.utils.clip_grad_norm_(optimizer.parameters(), options.GradientNorm);
        optimizer.step();
    }

    Dictionary<string, Tensor> Copied()
    {
        using var untracked = no_grad();
        return model.Network.named_parameters().ToDictionary(one => one.name, one => one.parameter.detach().clone());
    }

    void Copy(Dictionary<string, Tensor>? from = null, Dictionary<string, Tensor>? to = null)
    {
        using var untracked = no_grad();
        foreach (var (name, parameter) in model.Network.named_parameters())
        {
            if (to is not null) to[name].copy_(parameter);
            if (from is not null) parameter.copy_(from[name]);
        }
    }
}

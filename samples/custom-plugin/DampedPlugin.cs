using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using CfdBridge;

namespace CustomPlugin;

/// <summary>The plugin's one public type: the host finds it by its interface.</summary>
public sealed class DampedPlugin : IPluginModule
{
    public void Register(IPluginRegistry registry) =>
        registry.AddEngine<DampedOptions>("damped", (options, _) => new DampedEngine(options));
}

/// <summary>Bound from <c>Plugins:damped</c> and checked when the host starts.</summary>
sealed record DampedOptions
{
    [Range(0.1, 1e6), Description("Steps after which the distance from the window's mean has fallen to 37 %.")]
    public double TimeScaleSteps { get; init; } = 20;
}

/// <summary>The last state relaxes to the mean of the window: a fair guess for a flow that forgets, such as turbulence.</summary>
sealed class DampedEngine(DampedOptions options) : IContinuationEngine
{
    public Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        if (request.Observed.Count < 2)
            throw new EngineRefusedException($"The mean of {request.Observed.Count} snapshot is the snapshot itself; at least 2 are needed.");

        string[] notes = [FormattableString.Invariant($"The flow relaxes to the mean of {request.Observed.Count} snapshots within {options.TimeScaleSteps} steps.")];
        return Task.FromResult(new Continuation(notes, StepsAsync(request, CancellationToken.None)));
    }

    async IAsyncEnumerable<PredictedStep> StepsAsync(ContinuationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = request.Observed.Last;
        var means = last.Fields.Select((_, f) => Mean(request.Observed, f)).ToArray();
        for (var step = 1; step <= request.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var kept = Math.Exp(-step / options.TimeScaleSteps);
            var fields = new FieldSet(last.Fields.Select((field, f) => Relaxed(field, means[f], kept)));
            yield return new(last.TimeSeconds + step * request.Observed.SpacingSeconds, [fields]);
            await Task.Yield(); // the host may write this step while the next is made
        }
    }

    static double[] Mean(Trajectory observed, int field)
    {
        var mean = new double[observed.Last.Fields[field].ToSingle().Length];
        foreach (var snapshot in observed.Snapshots)
        {
            var values = snapshot.Fields[field].ToSingle();
            for (var i = 0; i < mean.Length; i++) mean[i] += values[i] / (double)observed.Count;
        }

        return mean;
    }

    static Field Relaxed(Field last, double[] mean, double kept)
    {
        var values = last.ToSingle();
        var relaxed = new float[values.Length];
        for (var i = 0; i < relaxed.Length; i++) relaxed[i] = (float)(mean[i] + kept * (values[i] - mean[i]));
        return last.With(relaxed);
    }
}

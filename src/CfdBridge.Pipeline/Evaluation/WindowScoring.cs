using System.Numerics;

namespace CfdBridge.Pipeline;

/// <summary>Scores one engine's steps as they come, so that no prediction is kept.</summary>
sealed class WindowScoring(WindowTruth truth)
{
    readonly List<(double Relative, double Fluctuation)>[] errors = [.. truth.Scales.Select(_ => new List<(double, double)>())];
    readonly EnsembleTally[] tallies = [.. truth.Scales.Select((scale, f) => new EnsembleTally(scale, truth.Components[f], truth.Mesh.WeightsOf(truth.Snapshots[0].Fields[f].Association)))];
    readonly List<Complex> turning = [];
    readonly List<double> probed = [];

    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    /// <param name="unresolved">Standard deviation of what all members lack; null where none is known.</param>
    /// <exception cref="EngineRefusedException">The prediction is not finite.</exception>
    public void Add(IReadOnlyList<FieldSet> members, FieldSet? unresolved = null)
    {
        var (actual, mean) = (truth.Snapshots[Steps].Fields, Ensemble.Mean(members));
        Steps++;
        for (var f = 0; f < errors.Length; f++)
        {
            var skill = LeadSkill.Of(Steps, mean[f], actual[f], truth.Mesh, truth.Scales[f]);
            if (!double.IsFinite(skill.FluctuationError)) throw new EngineRefusedException($"Its prediction of {actual[f].Name} is not finite from step {Steps} on.");
            errors[f].Add((skill.RelativeL2, skill.FluctuationError));
            tallies[f].Add([.. members.Select(member => member[f])], actual[f], unresolved?[f]);
        }

        if (truth.Oscillation is { } oscillation && Steps > truth.Snapshots.Count - oscillation.Steps) turning.Add(oscillation.At(mean));
        if (truth.Probe is { } probe) probed.Add(probe.At(mean));
    }

    public IReadOnlyDictionary<string, FieldForecastScore> Fields() => truth.Snapshots[0].Fields.Select((field, f) => (field.Name, f)).ToDictionary(
        one => one.Name,
        one => new FieldForecastScore([.. errors[one.f].Select(e => e.Relative)], [.. errors[one.f].Select(e => e.Fluctuation)], tallies[one.f].Finish()));

    public WakeScore Wake()
    {
        var frequency = truth.Probe?.Ratio(probed);
        if (truth.Oscillation is not { } oscillation) return new(null, null, frequency);
        var (phase, amplitude) = oscillation.Compare(turning);
        return new(phase, amplitude, frequency);
    }
}

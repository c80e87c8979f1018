using System.Text.Json.Serialization;

namespace CfdBridge.Pipeline;

/// <summary>How far a predicted state is from a run's own, field by field.</summary>
/// <param name="Engine">Who predicted it.</param>
/// <param name="Run">Which run was hidden.</param>
/// <param name="Errors">Relative L2 by field, at the snapshot of the run's end that is nearest: phases cannot be foretold.</param>
/// <param name="Refusal">Why there is no prediction; empty where there is one.</param>
public sealed record StateError(string Engine, string Run, IReadOnlyDictionary<string, double> Errors, string Refusal)
{
    /// <summary>Mean over the fields; infinite where there is none.</summary>
    [JsonIgnore]
    public double Mean => Errors.Count > 0 ? Errors.Values.Average() : double.PositiveInfinity;
}

namespace CfdBridge;

/// <summary>One predicted instant.</summary>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="Members">Ensemble members, each with the fields of the observed window in their order, in single precision.</param>
public sealed record PredictedStep(double TimeSeconds, IReadOnlyList<FieldSet> Members);

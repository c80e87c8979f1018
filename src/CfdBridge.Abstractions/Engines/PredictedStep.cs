namespace CfdBridge;

/// <summary>One predicted instant.</summary>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="Members">Ensemble members, each with the fields of the observed window in their order, in single precision.</param>
/// <param name="Unresolved">Standard deviation, for each value, of errors that all members share and so do not show, such as what a codec loses; null where none is known.</param>
public sealed record PredictedStep(double TimeSeconds, IReadOnlyList<FieldSet> Members, FieldSet? Unresolved = null);

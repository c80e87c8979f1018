namespace CfdBridge;

/// <summary>A state that no solver has computed.</summary>
/// <param name="Fields">Its fields, on the mesh of the request.</param>
/// <param name="Notes">How it came about, in words for the user, one sentence each.</param>
public sealed record PredictedState(FieldSet Fields, IReadOnlyList<string> Notes);

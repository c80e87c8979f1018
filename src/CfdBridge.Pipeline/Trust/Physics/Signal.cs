namespace CfdBridge.Pipeline;

/// <summary>One number of a state, followed in time: a probe, a force coefficient.</summary>
/// <param name="Name">Such as <c>lift</c>.</param>
/// <param name="Description">What it is and where, in words.</param>
/// <param name="Of">Takes it from a state.</param>
sealed record Signal(string Name, string Description, Func<FieldSet, double> Of);

namespace CfdBridge;

/// <summary>A time step seen on disk.</summary>
/// <param name="Name">The solver's own name for it, such as the time directory <c>0.25</c>.</param>
/// <param name="TimeSeconds">Physical time in seconds.</param>
/// <param name="State">What the disk proves about it.</param>
/// <param name="Fingerprint">Changes whenever the step is written again (sizes and modification times).</param>
public sealed record StepCandidate(string Name, double TimeSeconds, StepState State, string Fingerprint);

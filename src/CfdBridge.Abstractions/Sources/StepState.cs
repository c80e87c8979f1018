namespace CfdBridge;

/// <summary>What the disk proves about a step.</summary>
public enum StepState
{
    /// <summary>The solver has left its proof that the step is whole.</summary>
    Complete,

    /// <summary>This solver leaves no proof: the step counts as whole once it has been quiet for a while and reads without error.</summary>
    Unproven,

    /// <summary>This solver leaves proofs and this step has none: it is being written, being deleted, or was left by a crash.</summary>
    Unfinished,
}

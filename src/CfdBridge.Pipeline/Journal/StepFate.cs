namespace CfdBridge.Pipeline;

/// <summary>What became of a step that was seen.</summary>
public enum StepFate
{
    /// <summary>It stands in the store.</summary>
    Taken,

    /// <summary>The solver deleted it before it could be taken.</summary>
    Missed,

    /// <summary>It is complete by the solver's word and cannot be read.</summary>
    Unreadable,

    /// <summary>It was taken, and the run has since restarted from before it.</summary>
    Superseded,
}

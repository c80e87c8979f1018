namespace CfdBridge.Models;

/// <summary>What a flow head's network gives out.</summary>
public enum FlowTarget
{
    /// <summary>The velocity of the path from noise to data, as in the paper.</summary>
    Velocity,

    /// <summary>
    /// The data at its end; the velocity follows, and errors still count as those of the velocity. Differs from the
    /// paper: meant for wide tokens and short training.
    /// </summary>
    Data,
}

namespace CfdBridge.Models;

/// <summary>What a codec takes off the values before it encodes them.</summary>
public enum FlowCentring
{
    /// <summary>The mean of the training runs: for runs on one mesh, where it is known at every cell.</summary>
    Training,

    /// <summary>
    /// Each run's own mean, kept beside its latents and counted with them: for runs around different bodies. What an unseen
    /// body adds to a flow is mostly steady and close to it, and no code fitted to other bodies holds it.
    /// </summary>
    Run,
}

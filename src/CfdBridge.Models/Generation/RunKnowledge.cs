namespace CfdBridge.Models;

/// <summary>What is known of a run besides its latents.</summary>
public sealed record RunKnowledge
{
    /// <summary>Nothing.</summary>
    public static RunKnowledge None { get; } = new();

    /// <summary>Parameters by name.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether the flow has settled to its final state, or not yet; null where nobody said.</summary>
    public bool? Developed { get; init; }
}

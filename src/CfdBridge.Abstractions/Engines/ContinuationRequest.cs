namespace CfdBridge;

/// <summary>What to predict, and from what.</summary>
public sealed record ContinuationRequest
{
    /// <summary>The observed window, evenly spaced in time, in single precision.</summary>
    public required Trajectory Observed { get; init; }

    /// <summary>Steps to predict, at the window's own spacing: step k is at the last observed time plus k spacings.</summary>
    public required int Steps { get; init; }

    /// <summary>Ensemble members wanted; a deterministic engine returns one.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Whether it is to be shown, or only scored.</summary>
    public Effort Effort { get; init; } = Effort.Full;

    /// <summary>Seed of every random choice: the same seed, inputs and engine give the same bytes.</summary>
    public ulong Seed { get; init; }

    /// <summary>Known run parameters by name, such as <c>Re</c>.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>Captured runs of the same dynamics, by their folders or by their names in the user's library, for engines that learn from such in context.</summary>
    public IReadOnlyList<string> Auxiliary { get; init; } = [];
}

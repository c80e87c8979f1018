namespace CfdBridge.Pipeline;

/// <summary>What somebody has agreed to beforehand.</summary>
[Flags]
public enum WarmStartConsent
{
    /// <summary>Nothing: only what is accepted outright is made.</summary>
    None = 0,

    /// <summary>Also what is advisory, and what is not known.</summary>
    Advisory = 1,

    /// <summary>Also from runs that were solved in another way.</summary>
    OtherNumerics = 2,
}

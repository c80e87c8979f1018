namespace CfdBridge;

/// <summary>Where a warm start comes from.</summary>
public enum WarmStartKind
{
    /// <summary>This run, skipping ahead: boundary conditions are those of its latest whole step.</summary>
    Continue,

    /// <summary>A new run at other parameters: boundary conditions are those that the case was set up with.</summary>
    Parameter,

    /// <summary>The same flow on another mesh: boundary conditions are those that the case was set up with.</summary>
    Mesh,
}

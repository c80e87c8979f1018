namespace CfdBridge.Models;

/// <summary>How a flow is followed; all are of second order.</summary>
public enum FlowMethod
{
    /// <summary>Two evaluations a step.</summary>
    Midpoint,

    /// <summary>Two evaluations a step, one in the last.</summary>
    Heun,

    /// <summary>Adams and Bashforth: one evaluation a step, two in the first.</summary>
    AdamsBashforth,
}

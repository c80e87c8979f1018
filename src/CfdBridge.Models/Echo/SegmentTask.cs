namespace CfdBridge.Models;

/// <summary>Which frames of a segment are known [ECHO, 2.1]: all tasks are defined along time.</summary>
public enum SegmentTask
{
    /// <summary>The first ones.</summary>
    Forward,

    /// <summary>The last ones.</summary>
    Inverse,

    /// <summary>Both ends, or some anywhere.</summary>
    Interpolation,

    /// <summary>None.</summary>
    Unconditional,
}

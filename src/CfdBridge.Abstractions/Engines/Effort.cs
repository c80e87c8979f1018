namespace CfdBridge;

/// <summary>How much work a prediction is worth.</summary>
public enum Effort
{
    /// <summary>It is shown to the user.</summary>
    Full,

    /// <summary>
    /// It is scored against what is known and thrown away: an engine may draw fewer members, in coarser steps, if in the mean
    /// it errs as it does else.
    /// </summary>
    Trial,
}

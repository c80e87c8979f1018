namespace CfdBridge.Pipeline;

/// <summary>How far a continuation has come.</summary>
public enum ContinuationState
{
    /// <summary>Its files are being written; after a crash they are deleted.</summary>
    Writing,

    /// <summary>Its files are whole and the indexes name them.</summary>
    Published,

    /// <summary>A newer one took its place; it is kept to be scored.</summary>
    Replaced,

    /// <summary>The run restarted from before its origin.</summary>
    Withdrawn,

    /// <summary>Scored to its end, files deleted.</summary>
    Pruned,
}

/// <summary>A row of the journal: one continuation.</summary>
/// <param name="Id">Rises with every continuation.</param>
/// <param name="OriginStep">Id of the last observed step it was made from.</param>
/// <param name="OriginSeconds">Time of that step.</param>
/// <param name="SpacingSeconds">Time between predicted steps.</param>
/// <param name="Steps">Number of predicted steps.</param>
/// <param name="Engine">Engine that made it.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Summary">Notes, hindcast and spread as JSON (<see cref="ForecastSummary"/>).</param>
public sealed record ContinuationRecord(long Id, long OriginStep, double OriginSeconds, double SpacingSeconds, int Steps, string Engine, ContinuationState State, string Summary)
{
    /// <summary>Time of a predicted step, counted from 1.</summary>
    public double TimeOf(int step) => OriginSeconds + step * SpacingSeconds;
}

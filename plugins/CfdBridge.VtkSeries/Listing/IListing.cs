namespace CfdBridge.VtkSeries;

/// <summary>Names the steps of a series, good or bad, in any order.</summary>
interface IListing
{
    /// <summary>Directories in which a new step announces itself.</summary>
    IReadOnlyList<string> Directories { get; }

    /// <exception cref="CaseFormatException">The place is gone, or not what it was.</exception>
    IReadOnlyList<ListedStep> List();
}

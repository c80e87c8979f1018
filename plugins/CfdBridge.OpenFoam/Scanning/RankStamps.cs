namespace CfdBridge.OpenFoam;

/// <summary>
/// The two files between which a solver writes a step: <c>uniform/time</c> first, the fields, and
/// <c>uniform/functionObjects/functionObjectProperties</c> last (measured with uncollated and collated files, one rank
/// and two, packed or not). Deleting a step begins with the last.
/// </summary>
/// <param name="IsLinked">decomposePar links <c>uniform</c> to that of the undecomposed step, which proves nothing about the rank.</param>
readonly record struct RankStamps(FileStamp Time, FileStamp Marker, bool IsLinked)
{
    // Copying a case may bring the two files into the other order, but writes them at almost one moment.
    static readonly long CopyTicks = TimeSpan.FromSeconds(2).Ticks;

    /// <summary>Whether the marker has been written, in this writing of the step and not in a former one that is being overwritten.</summary>
    public bool IsProof => ShowsProof && Marker.Length > 0 && Marker.Ticks + CopyTicks >= Time.Ticks;

    /// <summary>Whether a solver has left a marker here at some time.</summary>
    public bool ShowsProof => Marker.Exists && !IsLinked;

    public static RankStamps Of(RankFolder ranks, string timeName)
    {
        var uniform = ranks.At(timeName, "uniform");
        return new(
            FileStamp.OfEither(Path.Combine(uniform, "time")),
            FileStamp.OfEither(Path.Combine(uniform, "functionObjects", "functionObjectProperties")),
            new FileInfo(uniform).LinkTarget is not null);
    }
}

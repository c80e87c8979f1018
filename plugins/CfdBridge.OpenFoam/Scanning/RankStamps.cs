namespace CfdBridge.OpenFoam;

/// <summary>
/// The two files between which a solver writes a step: <c>uniform/time</c> first, the fields, and
/// <c>uniform/functionObjects/functionObjectProperties</c> last (measured with uncollated and collated files, one rank
/// and two, packed or not). Deleting a step begins with the last.
/// </summary>
readonly record struct RankStamps(FileStamp Time, FileStamp Marker)
{
    // Copying a case may bring the two files into the other order, but writes them at almost one moment.
    static readonly long CopyTicks = TimeSpan.FromSeconds(2).Ticks;

    /// <summary>Whether the marker belongs to this writing of the step, and not to a former one that is being overwritten.</summary>
    public bool IsProof => Marker.Exists && Marker.Ticks + CopyTicks >= Time.Ticks;

    public static RankStamps Of(RankFolder ranks, string timeName)
    {
        var uniform = ranks.At(timeName, "uniform");
        return new(FileStamp.OfEither(Path.Combine(uniform, "time")), FileStamp.OfEither(Path.Combine(uniform, "functionObjects", "functionObjectProperties")));
    }
}

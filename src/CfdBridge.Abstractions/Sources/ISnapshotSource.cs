namespace CfdBridge;

/// <summary>
/// Reads the output of one run. A source knows a format; it keeps no opinion about waiting. When a step is taken, and
/// that it is taken once, is the pipeline's business.
/// </summary>
public interface ISnapshotSource
{
    /// <summary>What stands on disk at this moment, cheap enough to be asked twice a second. Never throws because files come and go.</summary>
    /// <exception cref="CaseFormatException">The place is not (or no longer) what it was recognised as.</exception>
    SourceScan Scan(CancellationToken cancellationToken);

    /// <summary>
    /// Reads one step whole. Snapshots on the same mesh share one <see cref="Mesh"/> instance.
    /// </summary>
    /// <exception cref="CaseFormatException">The step is damaged, incomplete or gone.</exception>
    Task<Snapshot> ReadAsync(StepCandidate step, CancellationToken cancellationToken);
}

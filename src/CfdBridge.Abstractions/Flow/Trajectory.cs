namespace CfdBridge;

/// <summary>Snapshots of one run in time order, on one mesh and with the same fields.</summary>
public sealed class Trajectory
{
    /// <exception cref="ArgumentException">There is no snapshot, the times do not rise, or the mesh or the fields change.</exception>
    public Trajectory(IReadOnlyList<Snapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        if (snapshots.Count == 0) throw new ArgumentException("A trajectory needs at least one snapshot.", nameof(snapshots));
        for (var i = 1; i < snapshots.Count; i++)
        {
            if (!(snapshots[i].TimeSeconds > snapshots[i - 1].TimeSeconds))
                throw new ArgumentException($"Time {snapshots[i].TimeSeconds} does not follow {snapshots[i - 1].TimeSeconds}.", nameof(snapshots));
            if (snapshots[i].Mesh.Id != snapshots[0].Mesh.Id)
                throw new ArgumentException($"The mesh changes at time {snapshots[i].TimeSeconds}.", nameof(snapshots));
            if (!snapshots[i].Fields.HasLayoutOf(snapshots[0].Fields))
                throw new ArgumentException($"The fields change at time {snapshots[i].TimeSeconds}.", nameof(snapshots));
        }

        Snapshots = snapshots;
    }

    /// <summary>The snapshots, earliest first.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    /// <summary>The common mesh.</summary>
    public Mesh Mesh => Snapshots[0].Mesh;

    /// <summary>Number of snapshots.</summary>
    public int Count => Snapshots.Count;

    /// <summary>The latest snapshot.</summary>
    public Snapshot Last => Snapshots[^1];

    /// <summary>Mean time between snapshots in seconds; engines may take it for the exact spacing. NaN for a single snapshot.</summary>
    public double SpacingSeconds => Count > 1 ? (Last.TimeSeconds - Snapshots[0].TimeSeconds) / (Count - 1) : double.NaN;

    /// <summary>A contiguous part.</summary>
    public Trajectory Slice(int start, int count) => new([.. Snapshots.Skip(start).Take(count)]);
}

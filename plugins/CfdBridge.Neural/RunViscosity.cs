using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>A run's viscosity by its own momentum, worked out once for all that ask.</summary>
sealed class RunViscosity
{
    readonly Lock gate = new();
    (string Mesh, FaceTable Faces)? table;
    (WeakReference<Snapshot> Last, int Count, MomentumBalance? Balance)? known;

    /// <returns>Null where the run does not tell.</returns>
    public MomentumBalance? Of(Trajectory observed)
    {
        lock (gate)
        {
            if (known is { } one && one.Last.TryGetTarget(out var last) && ReferenceEquals(last, observed.Last) && one.Count == observed.Count) return one.Balance;
            if (table is not { } faces || faces.Mesh != observed.Mesh.Id) table = faces = (observed.Mesh.Id, FaceTable.Of(observed.Mesh));
            var found = MomentumBalance.Of(observed, faces.Faces);
            known = (new(observed.Last), observed.Count, found);
            return found;
        }
    }
}

namespace CfdBridge.Pipeline;

/// <summary>All steps of a case that lie on the mesh of the last one, uneven or not.</summary>
static class WholeRun
{
    /// <exception cref="UsageException">They do not fit into memory.</exception>
    public static async Task<Trajectory> LoadAsync(IReadOnlyList<StoredStep> steps, long memoryBytes, CancellationToken cancellationToken)
    {
        var snapshots = new LinkedList<Snapshot>();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var loaded = await steps[i].LoadAsync(cancellationToken);
            var last = snapshots.Last?.Value;
            if (last is not null && loaded.Mesh.Id != last.Mesh.Id) break;
            // What a utility has added to some steps is left out of all.
            var own = last is null ? loaded.Fields : new FieldSet(last.Fields.Where(field => loaded.Fields.TryGet(field.Name, field.Association, out var same) && same.Components == field.Components));
            if (last is not null && own.Count < last.Fields.Count)
            {
                if (own.Count == 0) break;
                snapshots = new(snapshots.Select(snapshot => snapshot.With(snapshot.Fields.Select(own))));
            }

            snapshots.AddFirst(new Snapshot(loaded.TimeSeconds, last?.Mesh ?? loaded.Mesh, new(loaded.Fields.Select(own).Select(field => field.AsSingle()))));
            var bytes = snapshots.First!.Value.Fields.Sum(field => 4L * field.Rows * field.Components); // one was added
            if (bytes * steps.Count > memoryBytes)
                throw new UsageException("--from and --to", $"{steps.Count} steps of {bytes >> 20} MiB do not fit into {memoryBytes >> 20} MiB (Forecast.WindowMiB)", "Narrow the steps, leave fields out with --fields, or raise the limit.");
        }

        return new([.. snapshots]);
    }
}

using System.Security.Cryptography;

namespace CfdBridge.Data;

/// <summary>
/// Captures a run: a folder with the mesh, files of snapshots (tensors [snapshots, rows, components], single precision,
/// one for each field) and <c>shard.json</c>, written last, so that a folder without it is no shard.
/// </summary>
public static class ShardWriter
{
    const int SnapshotsPerFile = 64;

    /// <summary>Writes a shard of a run of which nobody can tell how it was solved.</summary>
    public static Task<ShardDescription> WriteAsync(
        string directory, string name, IReadOnlyDictionary<string, double> parameters, IAsyncEnumerable<Snapshot> snapshots, IProgress<int> progress, CancellationToken cancellationToken) =>
        WriteAsync(directory, name, parameters, numerics: null, snapshots, progress, cancellationToken);

    /// <summary>Writes a shard, replacing an unfinished one.</summary>
    /// <param name="directory">The shard's own folder.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="parameters">Run parameters by name.</param>
    /// <param name="numerics">How it was solved; null where nobody can tell.</param>
    /// <param name="snapshots">The run in rising time, on one mesh and with the same fields.</param>
    /// <param name="progress">Told the number of snapshots written.</param>
    /// <exception cref="CaseFormatException">The mesh or the fields change on the way, or there is no snapshot.</exception>
    public static async Task<ShardDescription> WriteAsync(
        string directory, string name, IReadOnlyDictionary<string, double> parameters, CaseNumerics? numerics, IAsyncEnumerable<Snapshot> snapshots, IProgress<int> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        File.Delete(Path.Combine(directory, ShardDescription.FileName));
        var (times, files, pending) = (new List<double>(), new List<ShardFile>(), new List<Snapshot>());
        Snapshot? first = null;
        await foreach (var snapshot in snapshots.WithCancellation(cancellationToken))
        {
            first ??= snapshot;
            if (snapshot.Mesh.Id != first.Mesh.Id)
                throw new CaseFormatException(name, $"the mesh changes at time {snapshot.TimeSeconds:G8}", "Capture the stretches before and after it as runs of their own (--from, --to).");
            pending.Add(snapshot.With(snapshot.Fields.Select(first.Fields)));
            times.Add(snapshot.TimeSeconds);
            if (pending.Count == SnapshotsPerFile) Flush(directory, files, pending);
            progress.Report(times.Count);
        }

        if (first is null) throw new CaseFormatException(name, "it has no complete time step", "Wait until the solver has written one.");
        if (pending.Count > 0) Flush(directory, files, pending);
        AtomicFile.Write(Path.Combine(directory, ShardReader.MeshFile), stream => StoredMesh.Write(stream, first.Mesh));
        var description = new ShardDescription
        {
            Format = ShardDescription.CurrentFormat,
            Name = name,
            Parameters = parameters,
            MeshId = first.Mesh.Id,
            Fields = [.. first.Fields.Select(f => new ShardField(f.Name, f.Association, f.Components, f.Dimensions?.ToString()))],
            TimesSeconds = times,
            Files = files,
            SnapshotsPerFile = SnapshotsPerFile,
            Numerics = numerics,
        };
        AtomicFile.WriteText(Path.Combine(directory, ShardDescription.FileName), description.ToJson() + "\n");
        return description;
    }

    static void Flush(string directory, List<ShardFile> files, List<Snapshot> pending)
    {
        var writer = new SafetensorsWriter();
        for (var f = 0; f < pending[0].Fields.Count; f++)
        {
            var field = pending[0].Fields[f];
            var values = new float[pending.Count * field.Rows * field.Components];
            for (var i = 0; i < pending.Count; i++) pending[i].Fields[f].ToSingle().CopyTo(values, i * field.Rows * field.Components);
            writer.Add(ShardReader.TensorName(field.Association, field.Name), values, pending.Count, field.Rows, field.Components);
        }

        var name = $"snapshots-{files.Count:D4}.safetensors";
        using var hash = SHA256.Create();
        AtomicFile.Write(Path.Combine(directory, name), stream =>
        {
            using var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
            writer.WriteTo(hashed);
        });
        files.Add(new(name, Convert.ToHexStringLower(hash.Hash!))); // the closed stream above has finished the hash
        pending.Clear();
    }
}

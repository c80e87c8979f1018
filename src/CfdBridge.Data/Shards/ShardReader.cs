namespace CfdBridge.Data;

/// <summary>Reads a captured run, whole or by stretches.</summary>
public sealed class ShardReader
{
    internal const string MeshFile = "mesh.safetensors";

    readonly Lazy<Mesh> mesh;

    /// <exception cref="CaseFormatException">There is no shard in this folder.</exception>
    public ShardReader(string directory)
    {
        Folder = directory;
        Description = ShardDescription.Load(directory);
        mesh = new(() => StoredMesh.Read(Path.Combine(directory, MeshFile)));
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    public ShardDescription Description { get; }

    public Mesh Mesh => mesh.Value;

    /// <summary>Number of snapshots.</summary>
    public int Count => Description.TimesSeconds.Count;

    /// <summary>Values of one field over a stretch of snapshots, row-major [count, rows, components].</summary>
    /// <exception cref="CaseFormatException">There is no such field, or a file is damaged.</exception>
    public float[] Read(string field, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Count);
        var wanted = Description.Fields.FirstOrDefault(f => f.Name == field)
            ?? throw new CaseFormatException(Folder, $"it has no field {field}", NearMatch.Hint(field, Description.Fields.Select(f => f.Name)));
        var row = Mesh.RowsOf(wanted.Association) * wanted.Components;
        var values = new float[count * row];
        for (var snapshot = start; snapshot < start + count;)
        {
            var (file, offset) = Math.DivRem(snapshot, Description.SnapshotsPerFile);
            using var reader = new SafetensorsReader(Path.Combine(Folder, Description.Files[file].Name));
            var stored = reader.Read<float>(TensorName(wanted.Association, field));
            var here = Math.Min(stored.Length / row - offset, start + count - snapshot);
            stored.AsSpan(offset * row, here * row).CopyTo(values.AsSpan((snapshot - start) * row));
            snapshot += here;
        }

        return values;
    }

    /// <summary>One snapshot.</summary>
    public Snapshot Snapshot(int index) => new(Description.TimesSeconds[index], Mesh, new FieldSet(
        Description.Fields.Select(f => new Field(f.Name, f.Association, f.Components, Read(f.Name, index, 1)))));

    /// <summary>Every so many snapshots of a stretch, read file by file.</summary>
    public IReadOnlyList<Snapshot> Snapshots(int start, int count, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        int[] places = [.. Enumerable.Range(0, (count + stride - 1) / stride).Select(i => i * stride)];
        Field[][] fields = [.. Description.Fields.Select(f =>
        {
            var (values, row) = (Read(f.Name, start, count), Mesh.RowsOf(f.Association) * f.Components);
            return Array.ConvertAll(places, place => new Field(f.Name, f.Association, f.Components, values.AsSpan(place * row, row).ToArray()));
        })];
        return [.. places.Select((place, i) => new Snapshot(Description.TimesSeconds[start + place], Mesh, new FieldSet(fields.Select(series => series[i]))))];
    }

    /// <summary>The shards of a library, by name: every folder below it that holds a description.</summary>
    public static IReadOnlyList<ShardReader> Library(string directory) => !Directory.Exists(directory)
        ? throw new CaseFormatException(directory, "there is no such folder", "Capture runs into it: cfdbridge capture --help.")
        : [.. Directory.EnumerateFiles(directory, ShardDescription.FileName, SearchOption.AllDirectories)
            .Select(file => new ShardReader(Path.GetDirectoryName(file)!)) // a file in a folder has one
            .OrderBy(shard => shard.Description.Name, StringComparer.Ordinal)];

    internal static string TensorName(FieldAssociation association, string name) => (association == FieldAssociation.Cell ? "cell/" : "point/") + name;
}

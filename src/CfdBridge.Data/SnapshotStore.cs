using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace CfdBridge.Data;

/// <summary>
/// Keeps observed snapshots on disk in the solver's own precision, so that a solver that deletes its old steps loses us
/// nothing. A mesh is kept once: <c>meshes/&lt;id&gt;.safetensors</c>; a step is <c>steps/&lt;name&gt;.safetensors</c>.
/// </summary>
public sealed class SnapshotStore(string directory)
{
    const int MeshesInMemory = 4; // a moving mesh is a new one every step

    readonly ConcurrentDictionary<string, Mesh> meshes = [];

    /// <summary>Folder of the steps.</summary>
    public string StepsDirectory => Path.Combine(directory, "steps");

    /// <summary>Saves a snapshot whole or not at all; returns the SHA-256 of the file.</summary>
    public string Save(string name, Snapshot snapshot)
    {
        var meshFile = MeshFile(snapshot.Mesh.Id);
        if (!File.Exists(meshFile)) AtomicFile.Write(meshFile, stream => StoredMesh.Write(stream, snapshot.Mesh));
        Remember(snapshot.Mesh);

        using var hash = SHA256.Create();
        AtomicFile.Write(StepFile(name), stream =>
        {
            using var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
            WriteStep(hashed, snapshot);
        });
        return Convert.ToHexStringLower(hash.Hash!); // the closed stream above has finished the hash
    }

    /// <summary>Loads a snapshot; those on one mesh share one <see cref="Mesh"/>.</summary>
    /// <exception cref="CaseFormatException">The file is damaged.</exception>
    public Snapshot Load(string name)
    {
        using var reader = new SafetensorsReader(StepFile(name));
        if (!meshes.TryGetValue(reader.Metadata["mesh"], out var mesh))
        {
            mesh = StoredMesh.Read(MeshFile(reader.Metadata["mesh"]));
            Remember(mesh);
        }

        var fields = reader.Metadata["fields"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(key => ReadField(reader, key));
        return new(double.Parse(reader.Metadata["time"], CultureInfo.InvariantCulture), mesh, new FieldSet(fields));
    }

    /// <summary>Whether a snapshot stands under this name.</summary>
    public bool Holds(string name) => File.Exists(StepFile(name));

    /// <summary>Forgets a step; does nothing when it is not there.</summary>
    public void Delete(string name) => File.Delete(StepFile(name));

    /// <summary>Names of all steps on disk.</summary>
    public IReadOnlyList<string> Names() =>
        Directory.Exists(StepsDirectory)
            ? [.. Directory.EnumerateFiles(StepsDirectory, "*.safetensors")
                .Where(file => !file.Contains(AtomicFile.TemporaryMark, StringComparison.Ordinal))
                .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
            : [];

    void Remember(Mesh mesh)
    {
        if (meshes.Count >= MeshesInMemory) meshes.Clear();
        meshes.TryAdd(mesh.Id, mesh);
    }

    string MeshFile(string id) => Path.Combine(directory, "meshes", id + ".safetensors");

    string StepFile(string name) => Path.Combine(StepsDirectory, name + ".safetensors");

    static void WriteStep(Stream stream, Snapshot snapshot)
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata("time", snapshot.TimeSeconds.ToString("R", CultureInfo.InvariantCulture));
        writer.AddMetadata("mesh", snapshot.Mesh.Id);
        writer.AddMetadata("fields", string.Join('\n', snapshot.Fields.Select(Key)));
        foreach (var field in snapshot.Fields)
        {
            if (field.IsDouble) writer.Add(Key(field), field.ToDouble(), field.Rows, field.Components);
            else writer.Add(Key(field), field.ToSingle(), field.Rows, field.Components);
            if (field.Dimensions is { } dimensions) writer.AddMetadata(Key(field), dimensions.ToString());
        }

        writer.WriteTo(stream);
    }

    static Field ReadField(SafetensorsReader reader, string key)
    {
        var association = key.StartsWith("cell/", StringComparison.Ordinal) ? FieldAssociation.Cell : FieldAssociation.Point;
        var name = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var info = reader.Tensors[key];
        var dimensions = reader.Metadata.TryGetValue(key, out var text) ? ParseDimensions(text) : null;
        return info.Type == TensorType.F64
            ? new(name, association, (int)info.Shape[1], reader.Read<double>(key), dimensions)
            : new(name, association, (int)info.Shape[1], reader.Read<float>(key), dimensions);
    }

    static string Key(Field field) => (field.Association == FieldAssociation.Cell ? "cell/" : "point/") + field.Name;

    static Dimensions ParseDimensions(string text)
    {
        double[] e = [.. text.Trim('[', ']').Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        return new(e[0], e[1], e[2], e[3], e[4], e[5], e[6]);
    }
}

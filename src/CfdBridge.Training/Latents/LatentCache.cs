using System.Text.Json;
using CfdBridge.Data;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>A library in latents, kept beside the training: encoding takes minutes, and a training that goes on needs the same again.</summary>
static class LatentCache
{
    const string FileName = "latents.safetensors";

    /// <summary>Runs as they were kept, or as they are encoded now.</summary>
    /// <param name="folder">Of the training.</param>
    /// <param name="identity">Of the codec, the runs, and whatever else the latents depend on.</param>
    public static IReadOnlyList<LatentRun> Of(string folder, string identity, Func<IReadOnlyList<LatentRun>> encode)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && Read(path, identity) is { } kept) return kept;
        var runs = encode();
        AtomicFile.Write(path, Written(runs, identity).WriteTo);
        return runs;
    }

    static SafetensorsWriter Written(IReadOnlyList<LatentRun> runs, string identity)
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata(nameof(identity), identity);
        writer.AddMetadata(nameof(runs), JsonSerializer.Serialize(runs.Select(run => new Entry(run.Name, run.Parameters, run.Frames.Count, run.Geometry is not null, run.FromContext))));
        for (var i = 0; i < runs.Count; i++)
        {
            for (var first = 0; first < runs[i].Frames.Count; first++)
            {
                writer.Add($"{i}.{first}.frames", runs[i].Frames[first].data<float>().ToArray(), runs[i].Frames[first].shape);
                writer.Add($"{i}.{first}.times", runs[i].TimesSeconds[first], runs[i].TimesSeconds[first].Length);
            }

            if (runs[i].Geometry is { } geometry) writer.Add($"{i}.geometry", geometry.data<float>().ToArray(), geometry.shape);
        }

        return writer;
    }

    static LatentRun[]? Read(string path, string identity)
    {
        using var reader = new SafetensorsReader(path);
        if (reader.Metadata.GetValueOrDefault(nameof(identity)) != identity) return null;
        using var scope = NewDisposeScope();
        Tensor Part(string name) => tensor(reader.Read<float>(name), [.. reader.Tensors[name].Shape]).DetachFromDisposeScope();
        var entries = JsonSerializer.Deserialize<Entry[]>(reader.Metadata["runs"]) ?? [];
        return [.. entries.Select((entry, i) => new LatentRun(
            entry.Name, entry.Parameters, [.. Enumerable.Range(0, entry.Firsts).Select(first => Part($"{i}.{first}.frames"))],
            [.. Enumerable.Range(0, entry.Firsts).Select(first => reader.Read<double>($"{i}.{first}.times"))], entry.HasGeometry ? Part($"{i}.geometry") : null, entry.FromContext))];
    }

    sealed record Entry(string Name, IReadOnlyDictionary<string, double> Parameters, int Firsts, bool HasGeometry, bool FromContext);
}

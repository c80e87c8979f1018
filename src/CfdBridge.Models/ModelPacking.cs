using System.Text.Json.Nodes;
using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>
/// A codec and its generators in about half of the space: what is in half precision becomes bytes
/// (<see cref="ByteBlocks"/>). Models are read as before; forecasts differ by less than those of two trainings.
/// </summary>
public static class ModelPacking
{
    const string CodecSha256 = "codecSha256";
    const int Least = 1024; // numbers of a tensor that are worth it

    /// <summary>Packs a codec, and generators of its latents, into folders of the same names; the generators know the packed codec again. A packed one stays as it is.</summary>
    /// <param name="folder">Where these folders are made.</param>
    /// <exception cref="CaseFormatException">A folder holds no model, or a generator is of another codec.</exception>
    /// <exception cref="UsageException">A packed model would replace its original.</exception>
    public static void Pack(string codec, IReadOnlyList<string> generators, string folder)
    {
        ArgumentNullException.ThrowIfNull(generators);
        string[] models = [codec, .. generators];
        foreach (var model in models)
        {
            if (Packed(model, folder) == Path.GetFullPath(model)) throw new UsageException("--out", $"the packed model would replace {model}", "Name another folder.");
        }

        var original = CodecIdentity.Of(codec);
        Pack(codec, folder, _ => { });
        var residuals = Path.Combine(codec, CodecResiduals.FileName);
        if (File.Exists(residuals)) File.Copy(residuals, Path.Combine(Packed(codec, folder), CodecResiduals.FileName), overwrite: true);
        var identity = CodecIdentity.Of(Packed(codec, folder));
        foreach (var generator in generators)
        {
            Pack(generator, folder, description =>
            {
                if (description[CodecSha256]?.ToString() != original)
                    throw new CaseFormatException(Path.Combine(generator, ModelFolder.DescriptionFile), $"it is no generator of the latents of {codec}", "Name generators that were trained with this codec.");
                description[CodecSha256] = identity;
            });
        }
    }

    static string Packed(string model, string folder) => Path.Combine(Path.GetFullPath(folder), Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))));

    static void Pack(string model, string folder, Action<JsonObject> describe)
    {
        var path = Path.Combine(model, ModelFolder.DescriptionFile);
        if (ModelFolder.KindOf(model) is null) throw new CaseFormatException(path, "it describes no model", "Name a folder that `cfdbridge train` wrote.");
        var description = JsonNode.Parse(File.ReadAllText(path))!.AsObject(); // it has a kind
        describe(description);
        using var reader = ModelFolder.Open(model);
        var writer = new SafetensorsWriter();
        foreach (var (key, value) in reader.Metadata) writer.AddMetadata(key, value);
        var packed = reader.Tensors.Any(tensor => tensor.Value.Type == TensorType.I8); // its scales are not to lose more
        foreach (var (name, info) in reader.Tensors) Add(writer, reader, name, info, packed);
        ModelFolder.Save(Packed(model, folder), writer, description.ToJsonString(new() { WriteIndented = true }));
    }

    static void Add(SafetensorsWriter writer, SafetensorsReader reader, string name, TensorInfo info, bool packed)
    {
        var count = info.Shape.Aggregate(1L, (product, size) => product * size);
        long[] shape = [.. info.Shape];
        switch (info.Type)
        {
            case TensorType.F16 when !packed && count >= Least && ByteBlocks.Fits(count):
                writer.AddBytes(name, reader.ReadSingle(name), shape);
                break;
            case TensorType.F16:
                writer.Add(name, reader.Read<Half>(name), shape);
                break;
            case TensorType.F32:
                writer.Add(name, reader.Read<float>(name), shape);
                break;
            case TensorType.F64:
                writer.Add(name, reader.Read<double>(name), shape);
                break;
            case TensorType.I8: // packed before
                writer.Add(name, reader.Read<sbyte>(name), shape);
                break;
            default:
                throw new CaseFormatException(name, $"it holds {info.Type}, which no model has", "Train the model again with this program.");
        }
    }
}

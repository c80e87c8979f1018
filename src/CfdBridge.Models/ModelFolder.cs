using System.Text.Json;
using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A saved model is a folder: its weights, and what explains them, written last so that half a model is none.</summary>
public static class ModelFolder
{
    public const string WeightsFile = "weights.safetensors";
    public const string DescriptionFile = "model.json";

    /// <summary>What kind of model a folder holds, as its description says; null where there is none that can be read.</summary>
    public static string? KindOf(string folder)
    {
        var path = Path.Combine(folder, DescriptionFile);
        if (!File.Exists(path)) return null;
        try
        {
            using var description = JsonDocument.Parse(File.ReadAllBytes(path));
            return description.RootElement.ValueKind == JsonValueKind.Object && description.RootElement.TryGetProperty("kind", out var kind) ? kind.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Folders of a kind of model: the given one, or those below it, in the order of names.</summary>
    public static IReadOnlyList<string> OfKind(string kind, string folder) =>
        [.. Directory.EnumerateFiles(folder, DescriptionFile, SearchOption.AllDirectories).Select(path => Path.GetDirectoryName(path)!).Where(one => KindOf(one) == kind).Order(StringComparer.Ordinal)]; // a file has a folder

    /// <summary>Replaces what the folder holds.</summary>
    /// <param name="description">As JSON.</param>
    internal static void Save(string folder, SafetensorsWriter weights, string description)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, DescriptionFile)); // weights without it are no model
        AtomicFile.Write(Path.Combine(folder, WeightsFile), weights.WriteTo);
        AtomicFile.WriteText(Path.Combine(folder, DescriptionFile), description + "\n");
    }

    /// <exception cref="CaseFormatException">The weights are missing.</exception>
    internal static SafetensorsReader Open(string folder)
    {
        var path = Path.Combine(folder, WeightsFile);
        return File.Exists(path) ? new(path) : throw new CaseFormatException(path, "it is missing", "Copy the model's whole folder, or train it again.");
    }
}

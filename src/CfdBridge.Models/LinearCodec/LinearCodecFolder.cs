using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A linear codec on disk: <c>weights.safetensors</c> and, written last, <c>model.json</c>.</summary>
public static class LinearCodecFolder
{
    public const string WeightsFile = "weights.safetensors";

    public static void Save(LinearCodec codec, string folder)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var (weights, channels) = (codec.Weights, codec.Channels.Count);
        var writer = new SafetensorsWriter();
        for (var axis = 0; axis < weights.Grid.Dimensions; axis++) writer.Add($"grid.axis{axis}", weights.Grid.Axes[axis].Nodes, weights.Grid.Axes[axis].Count);
        writer.Add("grid.periods", weights.Grid.Axes.Select(axis => axis.Period ?? 0).ToArray(), weights.Grid.Dimensions);
        writer.Add("grid.weights", weights.NodeWeights, weights.NodeWeights.Length);
        writer.Add("normaliser.means", weights.Normaliser.Means, weights.Normaliser.Means.Length / channels, channels);
        writer.Add("normaliser.reference", weights.Normaliser.Reference, weights.Normaliser.Reference.Length / codec.Axes.Count, codec.Axes.Count);
        AddBases(writer, "patch.bases", weights.PatchBases, codec.PatchWidth);
        AddBases(writer, "site.bases", weights.SiteBases, codec.SiteWidth);
        writer.Add("site.energies", weights.SiteEnergies, codec.Sites, codec.SiteWidth);
        var description = new LinearCodecDescription
        {
            Format = LinearCodecDescription.CurrentFormat,
            Kind = LinearCodecDescription.ModelKind,
            Config = codec.Config,
            Channels = codec.Channels.List,
            Axes = codec.Axes.Axes,
            Scales = weights.Normaliser.Scales,
            MeanMeshId = weights.Normaliser.MeshId,
            Provenance = weights.Provenance,
        };
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, LinearCodecDescription.FileName)); // weights without it are no model
        AtomicFile.Write(Path.Combine(folder, WeightsFile), writer.WriteTo);
        AtomicFile.WriteText(Path.Combine(folder, LinearCodecDescription.FileName), description.ToJson() + "\n");
    }

    /// <exception cref="CaseFormatException">The folder holds no linear codec, or a damaged one.</exception>
    public static LinearCodec Load(string folder)
    {
        var description = LinearCodecDescription.Load(folder);
        var path = Path.Combine(folder, WeightsFile);
        if (!File.Exists(path)) throw new CaseFormatException(path, "it is missing", "Copy the model's whole folder, or train it again.");
        using var reader = new SafetensorsReader(path);
        var periods = reader.Tensors.ContainsKey("grid.periods") ? reader.Read<double>("grid.periods") : new double[description.Axes.Count]; // absent from older models
        var grid = new GradedGrid([.. periods.Select((period, axis) => new GradedAxis(reader.Read<double>($"grid.axis{axis}"), period > 0 ? period : null))]);
        var normaliser = new Normaliser([.. description.Scales], reader.Read<float>("normaliser.means"), reader.Read<double>("normaliser.reference"), description.MeanMeshId);
        var weights = new LinearCodecWeights(
            grid, normaliser, reader.Read<float>("grid.weights"), ReadBases(reader, "patch.bases"), ReadBases(reader, "site.bases"), reader.Read<float>("site.energies"), description.Provenance);
        return new(description.Config, new(description.Channels), new(description.Axes), weights);
    }

    static void AddBases(SafetensorsWriter writer, string name, float[][] bases, int width) =>
        writer.Add(name, bases.SelectMany(basis => basis).ToArray(), bases.Length, bases[0].Length / width, width);

    static float[][] ReadBases(SafetensorsReader reader, string name)
    {
        var values = reader.Read<float>(name);
        return [.. values.Chunk((int)(values.Length / Math.Max(1, reader.Tensors[name].Shape[0])))];
    }
}

using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A neural codec on disk: <c>weights.safetensors</c> and, written last, <c>model.json</c>.</summary>
public static class NeuralCodecFolder
{
    const string Linear = "linear.";
    const string Network = "network.";

    /// <param name="fields">Fields by name with their units.</param>
    /// <param name="half">In half precision: half the size, no measurable loss.</param>
    public static void Save(NeuralCodec codec, string folder, IReadOnlyDictionary<string, string?> fields, TrainingProvenance provenance, bool half = true)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "pt"); // what Python's reader of safetensors asks for
        LinearCodecFolder.Add(writer, Linear, codec.Linear, half);
        NetworkWeights.Add(writer, Network, codec.Network, half);
        var description = new NeuralCodecDescription
        {
            Format = NeuralCodecDescription.CurrentFormat,
            Kind = NeuralCodecDescription.ModelKind,
            Config = codec.Config,
            Fields = fields,
            Linear = LinearCodecDescription.Of(codec.Linear),
            Periodic = codec.Periodic,
            Licence = "MIT",
            Provenance = provenance,
        };
        ModelFolder.Save(folder, writer, description.ToJson());
    }

    /// <summary>Where a codec is at home, without its network: the resolved axes and the grid along them.</summary>
    /// <exception cref="CaseFormatException">The folder holds no neural codec, or a damaged one.</exception>
    public static (ActiveAxes Axes, GradedGrid Grid) LoadDomain(string folder)
    {
        var description = NeuralCodecDescription.Load(folder).Linear;
        using var reader = ModelFolder.Open(folder);
        return (new(description.Axes), LinearCodecFolder.ReadGrid(reader, Linear, description));
    }

    /// <exception cref="CaseFormatException">The folder holds no neural codec, or a damaged one.</exception>
    public static NeuralCodec Load(string folder)
    {
        var description = NeuralCodecDescription.Load(folder);
        using var reader = ModelFolder.Open(folder);
        var codec = new NeuralCodec(description.Config, LinearCodecFolder.Read(reader, Linear, description.Linear), description.Periodic);
        NetworkWeights.Read(reader, Network, codec.Network, Path.Combine(folder, ModelFolder.WeightsFile));
        return codec;
    }
}

using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A generator on disk: <c>weights.safetensors</c> and, written last, <c>model.json</c>.</summary>
public static class EnmaFolder
{
    const string Network = "network.";

    /// <param name="conditions">Names of the conditions, in their order.</param>
    /// <param name="codec">The codec whose latents these are, by name.</param>
    /// <param name="half">In half precision.</param>
    public static void Save(EnmaNetwork network, string folder, IReadOnlyList<string> conditions, string codec, TrainingProvenance provenance, bool half = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(conditions);
        if (conditions.Count != network.Config.Conditions) throw new ArgumentException($"conditions: {conditions.Count} names for {network.Config.Conditions} conditions.", nameof(conditions));
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "pt"); // what Python's reader of safetensors asks for
        NetworkWeights.Add(writer, Network, network, half);
        var description = new EnmaDescription
        {
            Format = EnmaDescription.CurrentFormat,
            Kind = EnmaDescription.ModelKind,
            Config = network.Config,
            Conditions = conditions,
            Codec = codec,
            Licence = "MIT",
            Provenance = provenance,
        };
        ModelFolder.Save(folder, writer, description.ToJson());
    }

    /// <exception cref="CaseFormatException">The folder holds no generator, or a damaged one.</exception>
    public static EnmaNetwork Load(string folder)
    {
        var description = EnmaDescription.Load(folder);
        var path = Path.Combine(folder, EnmaDescription.FileName);
        using var reader = ModelFolder.Open(folder);
        try
        {
            description.Config.Validate();
        }
        catch (ArgumentException failure)
        {
            throw new CaseFormatException(path, $"its sizes do not fit each other ({failure.Message.TrimEnd('.')})", "Restore the file, or train the model again.", failure);
        }

        var network = new EnmaNetwork(description.Config);
        NetworkWeights.Read(reader, Network, network, Path.Combine(folder, ModelFolder.WeightsFile));
        return network;
    }
}

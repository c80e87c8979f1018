using System.Text.Json;
using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// Everything that a training killed at any moment needs to go on to the same result: parameters, their average, the
/// optimizer, and the place. One file, replaced at once.
/// </summary>
static class TrainingState
{
    public const string FileName = "state.safetensors";

    public static void Save(string folder, TrainingPlace place, nn.Module network, AveragedWeights average, TorchSharp.Modules.AdamW optimizer)
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata("place", JsonSerializer.Serialize(place));
        NetworkWeights.Add(writer, "network.", network, half: false);
        foreach (var (name, value) in average.Values) Add(writer, $"average.{name}", value);
        var states = optimizer.state_dict().State;
        for (var i = 0; i < states.Count; i++)
        {
            var state = (TorchSharp.Modules.AdamW.State)states[i];
            writer.Add($"optimizer.{i}.step", new[] { state.step }, 1);
            Add(writer, $"optimizer.{i}.exp_avg", state.exp_avg);
            Add(writer, $"optimizer.{i}.exp_avg_sq", state.exp_avg_sq);
        }

        AtomicFile.Write(Path.Combine(folder, FileName), writer.WriteTo);
    }

    /// <summary>Where the training in a folder stands; null where there is none.</summary>
    public static TrainingPlace? PlaceIn(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        using var reader = new SafetensorsReader(path);
        return JsonSerializer.Deserialize<TrainingPlace>(reader.Metadata["place"]);
    }

    public static void Load(string folder, nn.Module network, AveragedWeights average, TorchSharp.Modules.AdamW optimizer)
    {
        var path = Path.Combine(folder, FileName);
        using var reader = new SafetensorsReader(path);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        NetworkWeights.Read(reader, "network.", network, path);
        foreach (var (name, value) in average.Values) value.copy_(tensor(reader.Read<float>($"average.{name}"), value.shape));
        var states = optimizer.state_dict().State;
        for (var i = 0; i < states.Count; i++)
        {
            var state = (TorchSharp.Modules.AdamW.State)states[i];
            state.step = reader.Read<long>($"optimizer.{i}.step")[0];
            state.exp_avg.copy_(tensor(reader.Read<float>($"optimizer.{i}.exp_avg"), state.exp_avg.shape));
            state.exp_avg_sq.copy_(tensor(reader.Read<float>($"optimizer.{i}.exp_avg_sq"), state.exp_avg_sq.shape));
        }
    }

    static void Add(SafetensorsWriter writer, string name, Tensor value) => writer.Add(name, value.data<float>().ToArray(), value.shape);
}

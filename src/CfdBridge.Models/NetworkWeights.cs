using CfdBridge.Data;
using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>A network's parameters and buffers in safetensors files.</summary>
public static class NetworkWeights
{
    /// <param name="prefix">Before the names.</param>
    /// <param name="half">In half precision.</param>
    public static void Add(SafetensorsWriter writer, string prefix, nn.Module network, bool half)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(network);
        foreach (var (name, value) in network.state_dict())
        {
            using var scope = NewDisposeScope();
            var values = value.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
            if (half) writer.Add(prefix + name, Array.ConvertAll(values, number => (Half)number), value.shape);
            else writer.Add(prefix + name, values, value.shape);
        }
    }

    /// <exception cref="CaseFormatException">A tensor is missing or has another shape.</exception>
    public static void Read(SafetensorsReader reader, string prefix, nn.Module network, string path)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(network);
        using var untracked = no_grad();
        foreach (var (name, value) in network.state_dict())
        {
            using var scope = NewDisposeScope();
            if (!reader.Tensors.TryGetValue(prefix + name, out var info)) throw new CaseFormatException(path, $"it has no tensor {prefix}{name}", "Copy the model's whole folder, or train it again.");
            if (!info.Shape.SequenceEqual(value.shape))
                throw new CaseFormatException(path, $"tensor {prefix}{name} is [{string.Join(", ", info.Shape)}], the model needs [{string.Join(", ", value.shape)}]", "model.json and weights.safetensors belong together: copy both.");
            value.copy_(tensor(reader.ReadSingle(prefix + name), value.shape));
        }
    }
}

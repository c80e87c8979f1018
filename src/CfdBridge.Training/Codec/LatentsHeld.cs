using CfdBridge.Data;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// What the encoder gave at the end of the first stage. In the second the latents are held there, so that whatever reads
/// latents later need not know which stage they come from [ECHO, fig. 3].
/// </summary>
sealed class LatentsHeld : IDisposable
{
    const string FileName = "trajectories.safetensors";

    readonly NeuralCodec before;

    /// <param name="codec">In training; kept in the folder when the stage begins.</param>
    public LatentsHeld(NeuralCodec codec, string folder, bool begins)
    {
        var path = Path.Combine(folder, FileName);
        if (begins)
        {
            var writer = new SafetensorsWriter();
            NetworkWeights.Add(writer, "", codec.Network, half: false);
            AtomicFile.Write(path, writer.WriteTo);
        }

        before = new(codec.Config, codec.Linear, codec.Periodic);
        before.Network.Arithmetic.Products = codec.Network.Arithmetic.Products;
        using var reader = new SafetensorsReader(path);
        NetworkWeights.Read(reader, "", before.Network, path);
    }

    /// <summary>[B, T, L, D].</summary>
    public Tensor Of(CodecBatch batch)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        return before.Network.Encode(batch.Seen, batch.Surroundings, batch.Gathered(before.Network)).narrow(-1, 0, before.Config.Latent).MoveToOuterDisposeScope();
    }

    public void Dispose() => before.Dispose();
}

using System.Globalization;
using CfdBridge.Benchmarks.Torch;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Training;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Codec;

/// <summary>A training step of the codec, as the trainer does it; its twin is <c>codec_step.py</c>.</summary>
static class CodecStep
{
    static readonly CodecTrainingOptions Options = new();

    /// <param name="data">File of weights and data.</param>
    public static void Run(string data, int threads, int steps, ScalarType products)
    {
        set_num_threads(threads);
        using var codec = BenchmarkCodec.Make();
        codec.Network.Arithmetic.Products = products;
        var (batch, energy) = Read(data, codec);
        using var optimizer = optim.AdamW(codec.Network.parameters(), lr: Options.LearningRate, weight_decay: Options.WeightDecay);
        var loss = new CodecLoss(codec, Options, energy);
        Measured.Of(Step, steps).Print();

        double Step()
        {
            using var scope = NewDisposeScope();
            using var noise = new Generator(1);
            optimizer.zero_grad();
            var error = loss.Of(batch, noise, null);
            error.backward();
            nn.utils.clip_grad_norm_(codec.Network.parameters(), Options.GradientNorm);
            optimizer.step();
            return error.item<float>();
        }
    }

    static (CodecBatch Batch, double Energy) Read(string data, NeuralCodec codec)
    {
        using var reader = new SafetensorsReader(data);
        NetworkWeights.Read(reader, "state.", codec.Network, data);
        Tensor Of(string name) => tensor(reader.Read<float>(name), [.. reader.Tensors[name].Shape]);
        var seen = Of("seen");
        var surroundings = Of("surroundings");
        var sets = Enumerable.Range(0, BenchmarkCodec.Sets).Select(i => (BenchmarkCodec.Around(codec, i), Of($"values.{i}"))).ToArray();
        var batch = new CodecBatch(seen, Of("truth"), surroundings.expand(seen.shape[0], surroundings.shape[1], surroundings.shape[2]), sets);
        return (batch, double.Parse(reader.Metadata["energy"], CultureInfo.InvariantCulture));
    }
}

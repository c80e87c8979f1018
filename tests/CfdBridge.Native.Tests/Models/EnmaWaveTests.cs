using CfdBridge.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaWaveTests
{
    const int Steps = 400;
    const int Frames = 6;
    const int Ahead = 8;

    [Fact]
    public void Rollouts_of_a_travelling_wave_follow_it_after_a_short_training()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var random = new Generator(2);
        var (latents, config) = Wave();
        using var network = new EnmaNetwork(config);
        Train(network, latents.narrow(0, 0, 60), random);
        var (known, truth) = (latents.narrow(0, 63, 12).narrow(1, 0, 3), latents.narrow(0, 63, 12).narrow(1, 3, Ahead)); // later than any trained on


        var rollouts = new EnmaGenerator(network).Generate(new(known, zeros([12, 0])), Ahead, [.. Enumerable.Range(3, 4).Select(seed => new Generator((ulong)seed))]); // [B, E, T, L, D]


        var persisted = known.narrow(1, 2, 1).expand(truth.shape);
        var (error, persistence) = (Error(rollouts, truth.unsqueeze(1)), Error(persisted, truth));
        Assert.True(error < 0.55 * persistence, $"rollouts are off by {error:F3}, persistence by {persistence:F3}"); // measured .47
    }

    // A stretch of the run from every snapshot on, standardised: [starts, T, L, D]. One snapshot more moves the wave by a sixteenth.
    static (Tensor Latents, EnmaConfig Config) Wave()
    {
        var sizes = TravellingWave.Config(2);
        var (run, frames) = (TravellingWave.Run(2), 3 + Ahead);
        using var codec = TravellingWave.Codec(sizes);
        var (mesh, cells) = (codec.On(run.Mesh), PointSet.CellsOf(run.Mesh));
        float[][] starts = [.. Enumerable.Range(0, 75).Select(start => mesh.Encode(cells, run.Read(start, 1 + 4 * frames), 1 + 4 * frames).Values)];
        var all = tensor(starts.SelectMany(values => values).ToArray(), [starts.Length, frames + 1, codec.Sites, sizes.Latent]).narrow(1, 1, frames); // a run's first snapshot is a block alone
        var standard = (all - all.mean([0, 1, 2], keepdim: true)) / all.std([0, 1, 2], keepdim: true);
        return (standard, new()
        {
            Sites = [2, 2],
            Patch = [1, 2],
            Latent = sizes.Latent,
            Width = 48,
            Heads = 2,
            TimeDepth = 2,
            SpaceDepth = 1,
            FlowWidth = 48,
            FlowBlocks = 2,
            FlowTarget = FlowTarget.Data,
            Sampling = new() { DecodeSteps = 2 },
        });
    }

    static void Train(EnmaNetwork network, Tensor latents, Generator random)
    {
        using var optimizer = optim.AdamW(network.parameters(), lr: 4e-3, beta1: 0.9, beta2: 0.95, weight_decay: 1e-4);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = 4e-3 * Math.Min(1, (step + 1) / 20.0) * (1.02 + Math.Cos(Math.PI * step / Steps)) / 2;
            var chosen = randint(latents.shape[0], [24], generator: random);
            var start = step % (latents.shape[1] - Frames + 1);
            var clip = new EnmaClip(latents.index_select(0, chosen).narrow(1, start, Frames), zeros([24, 0]));
            optimizer.zero_grad();
            network.Loss(clip, EnmaDraws.Of(network.Config, clip, random)).backward();
            nn.utils.clip_grad_norm_(network.parameters(), 1);
            optimizer.step();
        }
    }

    static double Error(Tensor got, Tensor truth) => ((got - truth).square().mean().sqrt() / truth.square().mean().sqrt()).item<float>();
}

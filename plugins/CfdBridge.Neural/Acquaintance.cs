using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// T frames · L sites · D latent numbers
/// <summary>How near an observed window is to what a model was trained on.</summary>
static class Acquaintance
{
    const int Blocks = 2;     // at the end of the window, given back by the codec
    const int Sampled = 16;   // snapshots that the fluctuation is taken from

    /// <param name="frames">The window's last frames, row-major [T, L, D].</param>
    public static Familiarity Of(Checkpoint checkpoint, EvenContext context, Trajectory observed, MeshCodec mesh, RunMean? mean, float[] frames)
    {
        using var scope = NewDisposeScope();
        var codec = checkpoint.Codec;
        var (sites, width) = (codec.Sites, codec.Config.Latent);
        var count = frames.Length / (sites * width);
        var scaled = checkpoint.Generator.Scaling.Scaled(tensor(frames, [count, sites, width]));
        var distance = Math.Sqrt(scaled.square().mean().item<float>());
        var blocks = Math.Min(Blocks, count - 1);
        var led = Math.Min(count, blocks + codec.Config.BlocksSeen + 1); // the others are not looked at
        return new(distance, checkpoint.Loaded.LossesOf(observed, blocks, () =>
            Losses(codec, context, observed, mesh, mean, frames[^(led * sites * width)..], blocks).ToDictionary(one => one.Field, one => one.Loss)));
    }

    static IEnumerable<(string Field, double Loss)> Losses(NeuralCodec codec, EvenContext context, Trajectory observed, MeshCodec mesh, RunMean? mean, float[] frames, int blocks)
    {
        var (channels, volumes, snapshots) = (codec.Linear.Channels, observed.Mesh.CellVolumes, blocks * codec.BlockSnapshots);
        var decoded = new DecodedRun(codec, mesh, PointSet.CellsOf(observed.Mesh), frames, mean, 1);
        var (errors, variations) = (new double[channels.Count], Variations(observed, channels, volumes));
        for (var back = 0; back < snapshots; back++)
        {
            var (given, truth) = (decoded.Snapshot(decoded.Snapshots - 1 - back), context.Values(context.Snapshots - 1 - back, 1));
            for (var i = 0; i < truth.Length; i++)
            {
                var off = (double)given.Span[i] - truth[i];
                errors[i % channels.Count] += volumes[i / channels.Count] * off * off / snapshots;
            }
        }

        return channels.List.Select((channel, c) => (channel.Field, Error: errors[c], Variation: variations[c])).GroupBy(one => one.Field)
            .Select(own => (own.Key, snapshots == 0 || own.Sum(one => one.Variation) == 0 ? 0 : Math.Sqrt(own.Sum(one => one.Error) / own.Sum(one => one.Variation))));
    }

    // Variance in time, summed over the volume, by channel.
    static double[] Variations(Trajectory observed, FlowChannels channels, double[] volumes)
    {
        var stride = Math.Max(1, observed.Count / Sampled);
        float[][] sampled = [.. Enumerable.Range(0, observed.Count).Where(i => i % stride == 0).Select(i => channels.Gather(observed.Snapshots[i]))];
        var variations = new double[channels.Count];
        for (var i = 0; i < sampled[0].Length; i++)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var snapshot in sampled) (sum, squares) = (sum + snapshot[i], squares + (double)snapshot[i] * snapshot[i]);
            var mean = sum / sampled.Length;
            variations[i % channels.Count] += volumes[i / channels.Count] * Math.Max(0, squares / sampled.Length - mean * mean);
        }

        return variations;
    }
}

using CfdBridge.Data;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// L sites · D latent numbers
/// <summary>
/// Half whitening of a codec's latents, for every site and number by itself: (z - mean) / (sqrt(deviation) x constant),
/// the constant making the variance over all of them 1. Leading numbers keep a say, about three times that of the
/// average one, so that a plain squared error weights them by the root of their energy. Whitened fully, the noise of
/// the last ones would count as much as the flow.
/// </summary>
public sealed class LatentScaling : IDisposable
{
    const float Least = 1e-3f;   // of the mean deviation: a number that never changed in training keeps a finite scale
    const float LeastOwn = 0.1f; // of the mean over the sites, where numbers are whitened fully

    readonly Tensor means;   // [L, D]
    readonly Tensor factors; // [L, D]

    LatentScaling(Tensor means, Tensor factors) => (this.means, this.factors) = (means.DetachFromDisposeScope(), factors.DetachFromDisposeScope());

    /// <summary>From the latents of all training runs, each [frames, L, D].</summary>
    /// <exception cref="ArgumentException">There are none, or they do not vary.</exception>
    public static LatentScaling Of(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = Statistics(latents);
        var average = deviation.mean();
        if (!(average.item<double>() > 0)) throw new ArgumentException("latents: they never change.", nameof(latents));
        return new(mean.to(ScalarType.Float32), (deviation.maximum(average * Least) * average).rsqrt().to(ScalarType.Float32));
    }

    /// <summary>Full whitening, for what is told at the sites and of which nothing is predicted: of all training runs, each [L, G].</summary>
    public static LatentScaling OfFeatures(IReadOnlyList<Tensor> features)
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = Statistics([stack(features)]);
        var own = deviation.mean([0], keepdim: true);                                   // [1, G]
        return new(mean.to(ScalarType.Float32), deviation.maximum(own * LeastOwn + Least).reciprocal().to(ScalarType.Float32));
    }

    static (Tensor Mean, Tensor Deviation) Statistics(IReadOnlyList<Tensor> all)        // each [n, L, D], in double precision
    {
        ArgumentNullException.ThrowIfNull(all);
        if (all.Count == 0) throw new ArgumentException("latents: there are none to take statistics of.", nameof(all));
        var count = all.Sum(run => run.shape[0]);
        var mean = all.Select(run => run.to(ScalarType.Float64).sum([0])).Aggregate((sum, run) => sum + run) / count;
        var variance = all.Select(run => (run.to(ScalarType.Float64) - mean).square().sum([0])).Aggregate((sum, run) => sum + run) / count;
        return (mean, variance.sqrt());
    }

    /// <summary>Latents [..., L, D] to what a generator works on.</summary>
    public Tensor Scaled(Tensor latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        using var scope = NewDisposeScope();
        return ((latents - means) * factors).MoveToOuterDisposeScope();
    }

    /// <summary>The opposite of <see cref="Scaled"/>.</summary>
    public Tensor Unscaled(Tensor scaled)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        using var scope = NewDisposeScope();
        return (scaled / factors + means).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the statistics to a model's weights, always in single precision.</summary>
    public void Add(SafetensorsWriter writer, string prefix)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add(prefix + nameof(means), means.data<float>().ToArray(), means.shape);
        writer.Add(prefix + nameof(factors), factors.data<float>().ToArray(), factors.shape);
    }

    /// <exception cref="CaseFormatException">They are missing or of another shape.</exception>
    public static LatentScaling Read(SafetensorsReader reader, string prefix, int sites, int width)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var scope = NewDisposeScope();
        Tensor Part(string name)
        {
            reader.Expect(prefix + name, sites, width);
            return tensor(reader.Read<float>(prefix + name), [sites, width]);
        }

        return new(Part(nameof(means)), Part(nameof(factors)));
    }

    public void Dispose()
    {
        means.Dispose();
        factors.Dispose();
    }
}

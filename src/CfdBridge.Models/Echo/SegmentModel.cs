namespace CfdBridge.Models;

/// <summary>A segment generator with everything it needs to understand a codec's latents.</summary>
public sealed class SegmentModel : IDisposable
{
    /// <param name="codecSha256">Of the codec whose latents these are (<see cref="CodecIdentity"/>).</param>
    /// <param name="frameSeconds">Usual time between frames in training, seconds.</param>
    /// <param name="features">Scales what is told at the sites; null where nothing is.</param>
    public SegmentModel(SegmentConfig config, LatentScaling scaling, RunConditions conditions, string codecSha256, double frameSeconds, LatentScaling? features = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(scaling);
        ArgumentNullException.ThrowIfNull(conditions);
        if (!(frameSeconds > 0)) throw new ArgumentException($"frameSeconds: it must be above 0, got {frameSeconds}.", nameof(frameSeconds));
        if ((features is null) != (config.GeometryChannels == 0)) throw new ArgumentException($"features: {config.GeometryChannels} numbers of a site need a scaling, none needs none.", nameof(features));
        (Config, Scaling, Conditions, CodecSha256, FrameSeconds, FeatureScaling) = (config, scaling, conditions, codecSha256, frameSeconds, features);
        Network = new(config, conditions.Width, conditions.Parameters.Count);
    }

    public SegmentConfig Config { get; }

    public LatentScaling Scaling { get; }

    /// <summary>Of what is told at the sites; null where nothing is.</summary>
    public LatentScaling? FeatureScaling { get; }

    public RunConditions Conditions { get; }

    public string CodecSha256 { get; }

    public double FrameSeconds { get; }

    public SegmentTransformer Network { get; }

    /// <summary>Whether it was trained to draw, not only to forecast the mean.</summary>
    public bool Draws { get; set; }

    /// <summary>
    /// Level of the noise from which frames are drawn that follow known ones; 1 as in training, and of a flow told to be developed. A network that has seen few runs is
    /// surer of unseen ones than it should be: from more noise draws lie farther apart, and their mean is a little farther off.
    /// </summary>
    public double NoiseLevel { get; set; } = 1;

    public void Dispose()
    {
        Network.Dispose();
        Scaling.Dispose();
        FeatureScaling?.Dispose();
    }
}

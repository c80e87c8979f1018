namespace CfdBridge.Models;

/// <summary>An ENMA generator with everything it needs to understand a codec's latents.</summary>
public sealed class EnmaModel : IDisposable
{
    /// <param name="config">As many conditions as <paramref name="conditions"/> have numbers without the noise, which the network is told apart.</param>
    /// <param name="codecSha256">Of the codec whose latents these are (<see cref="CodecIdentity"/>).</param>
    /// <param name="frameSeconds">Usual time between frames in training, seconds.</param>
    public EnmaModel(EnmaConfig config, LatentScaling scaling, RunConditions conditions, string codecSha256, double frameSeconds)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(scaling);
        ArgumentNullException.ThrowIfNull(conditions);
        if (config.Conditions != conditions.KnownWidth) throw new ArgumentException($"Conditions: {config.Conditions} numbers, {conditions.Parameters.Count} parameters of a run make {conditions.KnownWidth}.", nameof(config));
        if (!(frameSeconds > 0)) throw new ArgumentException($"frameSeconds: it must be above 0, got {frameSeconds}.", nameof(frameSeconds));
        (Scaling, Conditions, CodecSha256, FrameSeconds) = (scaling, conditions, codecSha256, frameSeconds);
        Network = new(config);
    }

    public EnmaConfig Config => Network.Config;

    public LatentScaling Scaling { get; }

    public RunConditions Conditions { get; }

    public string CodecSha256 { get; }

    public double FrameSeconds { get; }

    public EnmaNetwork Network { get; }

    public void Dispose()
    {
        Network.Dispose();
        Scaling.Dispose();
    }
}

using static TorchSharp.torch;

namespace CfdBridge.Training;

// T frames (blocks of snapshots) · L sites · D latent numbers · G geometry channels
/// <summary>
/// A run in latents, once for every snapshot that a block can begin with: as many phases of the same flow. Where the codec
/// takes each run's own mean off, it is the run as it looks from one context: from that on, about its mean.
/// </summary>
/// <param name="Name">Of the run.</param>
/// <param name="Parameters">What is known of it.</param>
/// <param name="Frames">For each first snapshot the frames from there on [T, L, D].</param>
/// <param name="TimesSeconds">Of each frame's last snapshot, for each first snapshot.</param>
/// <param name="Geometry">What the geometry, and the mean, are at the sites [L, G]; null where all runs have the same.</param>
/// <param name="FromContext">Whether it begins with the context whose mean is taken off.</param>
sealed record LatentRun(string Name, IReadOnlyDictionary<string, double> Parameters, IReadOnlyList<Tensor> Frames, IReadOnlyList<double[]> TimesSeconds, Tensor? Geometry, bool FromContext = false)
{
    /// <summary>Mean time between frames, seconds; NaN where there is one frame only.</summary>
    public double FrameSeconds => (TimesSeconds[0][^1] - TimesSeconds[0][0]) / (TimesSeconds[0].Length - 1);
}

namespace CfdBridge.Models;

/// <summary>Encoded blocks of snapshots.</summary>
/// <param name="Blocks">Number of blocks, in time order.</param>
/// <param name="Sites">Places on the latent grid.</param>
/// <param name="Width">Numbers at a place.</param>
/// <param name="Snapshots">Snapshots that decoding gives back: fewer than the blocks hold where the last was filled up by repeating.</param>
/// <param name="Values">Row-major [blocks, sites, width].</param>
/// <param name="Mean">What was taken off the values before: the run's own mean. Null where that is the training runs'.</param>
public sealed record Latents(int Blocks, int Sites, int Width, int Snapshots, float[] Values, RunMean? Mean = null)
{
    /// <summary>All the numbers that decoding needs, the mean's included.</summary>
    public long Numbers => Values.Length + (Mean?.Values.Length ?? 0);
}

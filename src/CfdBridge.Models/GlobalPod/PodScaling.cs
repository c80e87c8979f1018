namespace CfdBridge.Models;

/// <summary>Snapshots as vectors whose plain length is the volume-weighted energy of the scaled deviation from the mean flow.</summary>
sealed class PodScaling
{
    readonly float[] means;   // [cells, channels]
    readonly float[] factors; // [cells, channels]

    public PodScaling(Mesh mesh, Normaliser normaliser)
    {
        (means, factors) = (normaliser.Means, new float[normaliser.Means.Length]);
        var meanVolume = mesh.CellVolumes.Average();
        for (var i = 0; i < factors.Length; i++)
        {
            // A cell of no volume would never come back from the code; it keeps a weight too small to matter.
            var share = Math.Max(mesh.CellVolumes[i / normaliser.Channels] / meanVolume, 1e-6);
            factors[i] = (float)(Math.Sqrt(share) / normaliser.Scales[i % normaliser.Channels]);
        }
    }

    /// <summary>Values of a snapshot: cells times channels.</summary>
    public int Row => means.Length;

    public void Apply(ReadOnlySpan<float> snapshot, Span<float> scaled)
    {
        for (var i = 0; i < means.Length; i++) scaled[i] = (snapshot[i] - means[i]) * factors[i];
    }

    public void Undo(ReadOnlySpan<float> scaled, Span<float> snapshot)
    {
        for (var i = 0; i < means.Length; i++) snapshot[i] = scaled[i] / factors[i] + means[i];
    }
}

namespace CfdBridge.Training;

/// <summary>What a stage of a codec's training is about.</summary>
enum CodecStageKind
{
    /// <summary>Clips whose points are thinned; everything is trained.</summary>
    Trajectories,

    /// <summary>Single snapshots with all points; the latents are held, what mixes times is left alone.</summary>
    Frames,

    /// <summary>What the grid does not give back at the points; the point decoder alone is trained.</summary>
    Points,
}

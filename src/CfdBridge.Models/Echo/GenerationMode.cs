namespace CfdBridge.Models;

/// <summary>What a segment generator is asked for.</summary>
public enum GenerationMode
{
    /// <summary>The mean forecast: one evaluation a segment, nothing drawn.</summary>
    Mean,

    /// <summary>Segments that might be, drawn by following the flow from noise.</summary>
    Draws,
}

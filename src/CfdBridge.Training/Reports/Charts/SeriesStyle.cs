namespace CfdBridge.Training;

/// <summary>How a curve is drawn.</summary>
public enum SeriesStyle
{
    Line,

    /// <summary>Every point marked, and joined to the next.</summary>
    Markers,

    /// <summary>A broken line: what the others are held against.</summary>
    Dashed,
}

namespace CfdBridge.Pipeline;

/// <summary>Shows a report to a person. The pipeline knows the figures; who hosts it knows how to draw.</summary>
public interface ITrustPage
{
    /// <param name="path">Where the page shall stand.</param>
    /// <param name="report">The figures.</param>
    /// <param name="pictures">Slices; empty where they are not at hand any more.</param>
    void Write(string path, TrustReport report, IReadOnlyList<SlicePicture> pictures);
}

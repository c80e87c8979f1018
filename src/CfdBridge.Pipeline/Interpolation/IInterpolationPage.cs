namespace CfdBridge.Pipeline;

/// <summary>Shows the report of an interpolation to a person. The pipeline knows the figures; who hosts it knows how to draw.</summary>
public interface IInterpolationPage
{
    /// <param name="path">Where the page shall stand.</param>
    /// <param name="report">The figures.</param>
    /// <param name="pictures">Slices; empty where the mesh has none.</param>
    void Write(string path, WrittenInterpolation report, IReadOnlyList<SlicePicture> pictures);
}

namespace CfdBridge.Training;

/// <summary>What a chart is drawn on; x to the right, y down.</summary>
interface ICanvas
{
    void Rectangle(double x, double y, double width, double height, Ink ink);

    void Line(IReadOnlyList<(double X, double Y)> points, Pen pen);

    /// <param name="corners">In order around a convex shape.</param>
    /// <param name="tip">What the reader is told when pointing at it, where the medium can.</param>
    void Polygon(IReadOnlyList<(double X, double Y)> corners, Ink ink, string tip);

    /// <summary>A thin tint between two lines over the same places.</summary>
    void Area(IReadOnlyList<(double X, double Top, double Bottom)> points, Ink ink);

    /// <param name="y">Of the base line.</param>
    void Text(double x, double y, string text, TextStyle style);
}

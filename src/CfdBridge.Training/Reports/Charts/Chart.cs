namespace CfdBridge.Training;

/// <summary>Curves over two axes, drawn as SVG for pages (light or dark, as the reader's system is) and as PNG for everything else.</summary>
/// <param name="LogX">Powers of ten along the axis; points that are not positive are left out.</param>
/// <param name="LogY">The same for the other.</param>
public sealed record Chart(string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<Series> Series)
{
    /// <summary>What lies behind the curves.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    const double PixelsPerUnit = 2; // sharp on dense screens and in print

    /// <summary>A whole SVG document that needs no other file.</summary>
    public string ToSvg()
    {
        var drawing = new ChartDrawing(this);
        var canvas = new SvgCanvas(drawing.Width, drawing.Height, Title);
        drawing.Draw(canvas, 0, 0);
        return canvas.ToString();
    }

    public void WritePng(string path) => WritePng(path, [this], columns: 1);

    /// <summary>Several charts in one picture, row by row.</summary>
    public static void WritePng(string path, IReadOnlyList<Chart> charts, int columns = 2)
    {
        ArgumentNullException.ThrowIfNull(charts);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ChartDrawing[][] rows = [.. charts.Select(chart => new ChartDrawing(chart)).Chunk(columns)];
        var (width, height) = (rows.Max(row => row.Sum(drawing => drawing.Width)), rows.Sum(row => row.Max(drawing => drawing.Height)));
        var canvas = new RasterCanvas(width, height, PixelsPerUnit);
        var y = 0.0;
        foreach (var row in rows)
        {
            var x = 0.0;
            foreach (var drawing in row)
            {
                drawing.Draw(canvas, x, y);
                x += drawing.Width;
            }

            y += row.Max(drawing => drawing.Height);
        }

        AtomicFile.Write(path, canvas.WritePng);
    }
}

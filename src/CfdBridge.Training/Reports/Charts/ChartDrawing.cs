namespace CfdBridge.Training;

/// <summary>A chart's layout: title, legend, unit of the upright axis above it, the curves, the other axis below.</summary>
sealed class ChartDrawing
{
    const double PlotHeight = 270;
    const double Edge = 20;
    const double LegendRow = 22;
    const double Swatch = 22;
    static readonly TextStyle Title = new(Ink.Text, 16, Weight: 650);
    static readonly TextStyle Label = new(Ink.Muted, 12.5);
    static readonly TextStyle Name = new(Ink.Text, 13);
    readonly Chart chart;
    readonly ChartAxis across;
    readonly ChartAxis up;
    readonly (double X, double Y)[] legend;
    readonly (double X, double Y) corner; // upper left of the plot

    public ChartDrawing(Chart chart)
    {
        this.chart = chart;
        var held = chart.Series.SelectMany(series => series.Points).Where(Held).ToArray();
        across = new(held.Select(point => point.X), chart.LogX, fromZero: false);
        var banded = chart.Bands.SelectMany(band => band.Points).SelectMany(point => new[] { point.Low, point.High }).Where(y => ChartAxis.Holds(y, chart.LogY));
        up = new([.. held.Select(point => point.Y), .. banded], chart.LogY, fromZero: true);
        legend = Legend();
        var left = Edge + 10 + up.Ticks.Max(tick => StrokeFont.Width(ChartAxis.Label(tick), Label.Size));
        corner = (left, (legend.Length == 0 ? 30 : legend[^1].Y + 8) + 32);
    }

    public double Width => 720;

    public double Height => corner.Y + PlotHeight + 62;

    double PlotWidth => Width - corner.X - Edge - 6;

    public void Draw(ICanvas canvas, double x, double y)
    {
        canvas.Rectangle(x, y, Width, Height, Ink.Ground);
        canvas.Text(x + Edge, y + 30, chart.Title, Title);
        canvas.Text(x + Edge, y + corner.Y - 14, chart.YLabel, Label);
        canvas.Text(x + corner.X + PlotWidth / 2, y + corner.Y + PlotHeight + 44, chart.XLabel, Label with { Anchor = 0.5 });
        Axes(canvas, x + corner.X, y + corner.Y);
        for (var i = 0; i < legend.Length; i++)
        {
            var (at, middle) = (x + legend[i].X, y + legend[i].Y - 4.5);
            canvas.Line([(at, middle), (at + Swatch, middle)], PenOf(i));
            if (chart.Series[i].Style == SeriesStyle.Markers) Mark(canvas, at + Swatch / 2, middle, i, chart.Series[i].Name);
            canvas.Text(at + Swatch + 7, y + legend[i].Y, chart.Series[i].Name, Name);
        }

        foreach (var band in chart.Bands) Tint(canvas, band, x + corner.X, y + corner.Y);
        for (var i = 0; i < chart.Series.Count; i++) Curve(canvas, i, x + corner.X, y + corner.Y);
    }

    void Axes(ICanvas canvas, double left, double top)
    {
        var (bottom, right) = (top + PlotHeight, left + PlotWidth);
        foreach (var tick in up.Ticks)
        {
            var y = bottom - up.At(tick) * PlotHeight;
            canvas.Line([(left, y), (right, y)], new(Ink.Grid, 1));
            canvas.Text(left - 9, y + 4.3, ChartAxis.Label(tick), Label with { Anchor = 1 });
        }

        foreach (var tick in across.Ticks)
        {
            var x = left + across.At(tick) * PlotWidth;
            canvas.Line([(x, bottom), (x, bottom + 5)], new(Ink.Axis, 1));
            canvas.Text(x, bottom + 20, ChartAxis.Label(tick), Label with { Anchor = 0.5 });
        }

        canvas.Line([(left, bottom), (right, bottom)], new(Ink.Axis, 1.2));
    }

    void Tint(ICanvas canvas, Band band, double left, double top)
    {
        double Place(double y) => top + (1 - (ChartAxis.Holds(y, chart.LogY) ? Math.Clamp(up.At(y), 0, 1) : 0)) * PlotHeight;
        canvas.Area([.. band.Points.Where(point => ChartAxis.Holds(point.X, chart.LogX) && double.IsFinite(point.High)).Select(point => (left + across.At(point.X) * PlotWidth, Place(point.High), Place(point.Low)))], Ink.OfSeries(band.Series));
    }

    void Curve(ICanvas canvas, int index, double left, double top)
    {
        var stretch = new List<(double X, double Y)>();
        void Finish()
        {
            if (stretch.Count > 1) canvas.Line([.. stretch], PenOf(index));
            stretch.Clear();
        }

        var marks = new List<(double X, double Y, string Tip)>();
        foreach (var (x, y) in chart.Series[index].Points)
        {
            if (!Held((x, y)))
            {
                Finish();
                continue;
            }

            stretch.Add((left + across.At(x) * PlotWidth, top + (1 - up.At(y)) * PlotHeight));
            marks.Add((stretch[^1].X, stretch[^1].Y, $"{chart.Series[index].Name}: {ChartAxis.Label(y)} at {ChartAxis.Label(x)}"));
        }

        Finish();
        if (chart.Series[index].Style != SeriesStyle.Markers && marks.Count > 1) return; // a curve of one point is seen only when marked
        foreach (var (x, y, tip) in marks) Mark(canvas, x, y, index, tip);
    }

    // Shapes beside colours, so that a grey print tells them apart; a rim of the ground parts what overlaps.
    static void Mark(ICanvas canvas, double x, double y, int index, string tip)
    {
        (int corners, double radius, double turn) = (index % 4) switch { 0 => (24, 4.4, 0.0), 1 => (4, 5.6, Math.PI / 4), 2 => (3, 5.8, -Math.PI / 2), _ => (4, 5.8, 0.0) };
        (double, double)[] Shape(double size) =>
            [.. Enumerable.Range(0, corners).Select(i => turn + 2 * Math.PI * i / corners).Select(angle => (x + size * Math.Cos(angle), y + size * Math.Sin(angle)))];
        canvas.Polygon(Shape(radius + (corners == 3 ? 3 : 2)), Ink.Ground, "");
        canvas.Polygon(Shape(radius), Ink.OfSeries(index), tip);
    }

    Pen PenOf(int index) => new(Ink.OfSeries(index), 2, chart.Series[index].Style == SeriesStyle.Dashed ? 7 : 0);

    bool Held((double X, double Y) point) => ChartAxis.Holds(point.X, chart.LogX) && ChartAxis.Holds(point.Y, chart.LogY);

    // Place of each name, row by row; a single curve is named by the title.
    (double X, double Y)[] Legend()
    {
        if (chart.Series.Count < 2) return [];
        var (places, x, y) = (new List<(double X, double Y)>(), Edge, 54.0);
        foreach (var series in chart.Series)
        {
            var width = Swatch + 7 + 1.12 * StrokeFont.Width(series.Name, Name.Size) + 18; // some readers' fonts are wider than ours
            if (x > Edge && x + width > Width - Edge) (x, y) = (Edge, y + LegendRow);
            places.Add((x, y));
            x += width;
        }

        return [.. places];
    }
}

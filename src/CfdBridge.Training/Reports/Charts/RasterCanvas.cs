using System.Globalization;

namespace CfdBridge.Training;

/// <summary>Draws into pixels, smoothed by how far each is inside an edge; always on light ground.</summary>
sealed class RasterCanvas : ICanvas
{
    readonly double scale;
    readonly int width;
    readonly int height;
    readonly float[] pixels; // [height, width, 3], 0 to 1
    readonly float[] cover;  // [height, width], of the shape being drawn; zero in between

    public RasterCanvas(double width, double height, double pixelsPerUnit)
    {
        (scale, this.width, this.height) = (pixelsPerUnit, (int)Math.Ceiling(width * pixelsPerUnit), (int)Math.Ceiling(height * pixelsPerUnit));
        (pixels, cover) = (new float[this.height * this.width * 3], new float[this.height * this.width]);
        Rectangle(0, 0, width, height, Ink.Ground);
    }

    public void WritePng(Stream stream) => PngFile.Write(stream, width, height, Array.ConvertAll(pixels, value => (byte)Math.Round(255 * Math.Clamp(value, 0, 1))));

    // To whole pixels, so that grounds side by side leave no seam.
    public void Rectangle(double x, double y, double width, double height, Ink ink)
    {
        int Pixel(double at, int most) => (int)Math.Clamp(Math.Round(at * scale), 0, most);
        var area = (Left: Pixel(x, this.width), Top: Pixel(y, this.height), Right: Pixel(x + width, this.width), Bottom: Pixel(y + height, this.height));
        for (var row = area.Top; row < area.Bottom; row++) cover.AsSpan(row * this.width + area.Left, area.Right - area.Left).Fill(1);
        Blend(area, ink);
    }

    public void Line(IReadOnlyList<(double X, double Y)> points, Pen pen)
    {
        IEnumerable<IReadOnlyList<(double X, double Y)>> stretches = pen.Dash > 0 ? Dashes(points, pen) : [points];
        foreach (var stretch in stretches) Stroke([stretch], pen.Width, pen.Ink);
    }

    public void Polygon(IReadOnlyList<(double X, double Y)> corners, Ink ink, string tip)
    {
        (double X, double Y)[] shape = [.. corners.Select(corner => (corner.X * scale, corner.Y * scale))];
        var clockwise = Math.Sign(Enumerable.Range(0, shape.Length).Sum(i => Cross(shape[i], shape[(i + 1) % shape.Length])));
        var touched = Touched(shape, 1);
        foreach (var (x, y) in Pixels(touched))
        {
            var inside = double.MaxValue;
            for (var i = 0; i < shape.Length; i++)
            {
                var (from, to) = (shape[i], shape[(i + 1) % shape.Length]);
                var edge = (X: to.X - from.X, Y: to.Y - from.Y);
                inside = Math.Min(inside, clockwise * Cross(edge, (x + 0.5 - from.X, y + 0.5 - from.Y)) / Math.Max(Math.Sqrt(edge.X * edge.X + edge.Y * edge.Y), 1e-9));
            }

            cover[y * width + x] = (float)Math.Clamp(inside + 0.5, 0, 1);
        }

        Blend(touched, ink);
    }

    // Column by column, so that stretches side by side leave no seam.
    public void Area(IReadOnlyList<(double X, double Top, double Bottom)> points, Ink ink)
    {
        const float Tint = 0.22f;
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (a, b) = (points[i], points[i + 1]);
            for (var x = (int)Math.Max(0, Math.Ceiling(a.X * scale - 0.5)); x < Math.Min(width, b.X * scale - 0.5); x++)
            {
                var part = ((x + 0.5) / scale - a.X) / Math.Max(b.X - a.X, 1e-12);
                var (top, bottom) = ((a.Top + part * (b.Top - a.Top)) * scale, (a.Bottom + part * (b.Bottom - a.Bottom)) * scale);
                for (var y = (int)Math.Max(0, Math.Floor(top)); y < Math.Min(height, Math.Ceiling(bottom)); y++) cover[y * width + x] = Tint * (float)Math.Clamp(Math.Min(y + 1, bottom) - Math.Max(y, top), 0, 1);
            }
        }

        Blend((0, 0, width, height), ink);
    }

    public void Text(double x, double y, string text, TextStyle style)
    {
        var left = x - style.Anchor * StrokeFont.Width(text, style.Size);
        var strokes = StrokeFont.Strokes(text, style.Size).Select(stroke => stroke.Select(point => (left + point.X, y + point.Y)).ToArray()).ToArray();
        Stroke(strokes, style.Size * style.Weight / 500 * 0.088, style.Ink);
    }

    // Round pen; where strokes of one drawing overlap they are one, not twice as dark.
    void Stroke(IReadOnlyList<IReadOnlyList<(double X, double Y)>> strokes, double penWidth, Ink ink)
    {
        if (strokes.Count == 0) return;
        var (radius, all) = (penWidth * scale / 2, (Left: width, Top: height, Right: 0, Bottom: 0));
        foreach (var stroke in strokes)
        {
            for (var i = 0; i + 1 < stroke.Count; i++)
            {
                var (a, b) = ((X: stroke[i].X * scale, Y: stroke[i].Y * scale), (X: stroke[i + 1].X * scale, Y: stroke[i + 1].Y * scale));
                var touched = Touched([a, b], radius + 1);
                var (along, length) = ((X: b.X - a.X, Y: b.Y - a.Y), Math.Max((b.X - a.X) * (b.X - a.X) + (b.Y - a.Y) * (b.Y - a.Y), 1e-12));
                foreach (var (x, y) in Pixels(touched))
                {
                    var (px, py) = (x + 0.5 - a.X, y + 0.5 - a.Y);
                    var t = Math.Clamp((px * along.X + py * along.Y) / length, 0, 1);
                    var (dx, dy) = (px - t * along.X, py - t * along.Y);
                    ref var covered = ref cover[y * width + x];
                    covered = Math.Max(covered, (float)Math.Clamp(radius + 0.5 - Math.Sqrt(dx * dx + dy * dy), 0, 1));
                }

                all = (Math.Min(all.Left, touched.Left), Math.Min(all.Top, touched.Top), Math.Max(all.Right, touched.Right), Math.Max(all.Bottom, touched.Bottom));
            }
        }

        Blend(all, ink);
    }

    void Blend((int Left, int Top, int Right, int Bottom) area, Ink ink)
    {
        var colour = uint.Parse(ink.Light.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var (red, green, blue) = ((colour >> 16 & 0xff) / 255f, (colour >> 8 & 0xff) / 255f, (colour & 0xff) / 255f);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var at = y * width + area.Left; at < y * width + area.Right; at++)
            {
                if (cover[at] == 0) continue;
                pixels[3 * at] += cover[at] * (red - pixels[3 * at]);
                pixels[3 * at + 1] += cover[at] * (green - pixels[3 * at + 1]);
                pixels[3 * at + 2] += cover[at] * (blue - pixels[3 * at + 2]);
                cover[at] = 0;
            }
        }
    }

    static List<(double X, double Y)[]> Dashes(IReadOnlyList<(double X, double Y)> points, Pen pen)
    {
        var (dashes, dash, left) = (new List<(double X, double Y)[]>(), new List<(double X, double Y)> { points[0] }, pen.Dash);
        var drawing = true;
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var (length, done) = (Math.Sqrt((to.X - from.X) * (to.X - from.X) + (to.Y - from.Y) * (to.Y - from.Y)), 0.0);
            while (length - done > left)
            {
                done += left;
                var turn = (from.X + (to.X - from.X) * done / length, from.Y + (to.Y - from.Y) * done / length);
                if (drawing) dashes.Add([.. dash, turn]);
                dash.Clear();
                drawing = !drawing;
                dash.Add(turn);
                left = drawing ? pen.Dash : pen.Dash / 2;
            }

            left -= length - done;
            dash.Add(to);
        }

        if (drawing) dashes.Add([.. dash]);
        return dashes;
    }

    (int Left, int Top, int Right, int Bottom) Touched(ReadOnlySpan<(double X, double Y)> points, double margin)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var (x, y) in points) (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        return ((int)Math.Clamp(left - margin, 0, width), (int)Math.Clamp(top - margin, 0, height), (int)Math.Clamp(right + margin + 1, 0, width), (int)Math.Clamp(bottom + margin + 1, 0, height));
    }

    static IEnumerable<(int X, int Y)> Pixels((int Left, int Top, int Right, int Bottom) area)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++) yield return (x, y);
        }
    }

    static double Cross((double X, double Y) a, (double X, double Y) b) => a.X * b.Y - a.Y * b.X;
}

using System.Globalization;
using System.Net;
using System.Text;

namespace CfdBridge.Training;

/// <summary>Draws as SVG, coloured by classes so that one style sheet serves light and dark.</summary>
sealed class SvgCanvas : ICanvas
{
    static readonly string Style = StyleSheet();
    readonly StringBuilder text = new();

    public SvgCanvas(double width, double height, string title) => text
        .Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" role=\"img\" aria-label=\"{Safe(title)}\">")
        .Append("<style>").Append(Style).Append("</style>\n");

    public void Rectangle(double x, double y, double width, double height, Ink ink) =>
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"f-{ink.Name}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\"/>\n");

    public void Line(IReadOnlyList<(double X, double Y)> points, Pen pen)
    {
        var dash = pen.Dash > 0 ? string.Create(CultureInfo.InvariantCulture, $" stroke-dasharray=\"{pen.Dash:0.#} {pen.Dash / 2:0.#}\"") : "";
        text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"l-{pen.Ink.Name}\" stroke-width=\"{pen.Width:0.#}\"{dash} points=\"{Points(points)}\"/>\n");
    }

    public void Polygon(IReadOnlyList<(double X, double Y)> corners, Ink ink, string tip) =>
        text.Append(CultureInfo.InvariantCulture, $"<polygon class=\"f-{ink.Name}\" points=\"{Points(corners)}\">{(tip.Length > 0 ? $"<title>{Safe(tip)}</title>" : "")}</polygon>\n");

    public void Area(IReadOnlyList<(double X, double Top, double Bottom)> points, Ink ink) => text.Append(CultureInfo.InvariantCulture,
        $"<polygon class=\"f-{ink.Name}\" fill-opacity=\"0.22\" points=\"{Points([.. points.Select(p => (p.X, p.Top)), .. points.Reverse().Select(p => (p.X, p.Bottom))])}\"/>\n");

    public void Text(double x, double y, string words, TextStyle style) => text.Append(CultureInfo.InvariantCulture,
        $"<text class=\"f-{style.Ink.Name}\" x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{style.Size:0.#}\" font-weight=\"{(style.Weight > 600 ? 600 : 400)}\" text-anchor=\"{style.Anchor switch { 0 => "start", 1 => "end", _ => "middle" }}\">{Safe(words)}</text>\n");

    public override string ToString() => text + "</svg>\n";

    static string Points(IReadOnlyList<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")));

    static string Safe(string words) => WebUtility.HtmlEncode(words);

    static string StyleSheet()
    {
        string Colours(Func<Ink, string> colour) => string.Concat(Ink.All.Select(ink => $".chart .l-{ink.Name}{{stroke:{colour(ink)}}}.chart .f-{ink.Name}{{fill:{colour(ink)}}}"));
        return ".chart{max-width:100%;height:auto}.chart text{font-family:system-ui,'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}.chart polyline{fill:none;stroke-linejoin:round;stroke-linecap:round}"
            + Colours(ink => ink.Light) + "@media(prefers-color-scheme:dark){" + Colours(ink => ink.Dark) + "}";
    }
}

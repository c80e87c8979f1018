using System.Globalization;
using System.Xml.Linq;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Tests.Training;

public sealed class ChartTests
{
    static readonly Chart Two = new("Error & size", "times smaller", "%", true, false, [new("a < b", [(10, 1), (100, 2), (1000, 4)], SeriesStyle.Markers), new("bound", [(10, 0.5), (1000, 0.5)], SeriesStyle.Dashed)]);

    [Fact]
    public void The_svg_is_well_formed_and_names_everything()
    {
        var words = XDocument.Parse(Two.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToArray();

        foreach (var expected in new[] { "Error & size", "times smaller", "%", "a < b", "bound", "100", "1000" }) Assert.Contains(expected, words);
    }

    [Fact]
    public void Points_lie_where_the_axes_say()
    {
        var curve = Curves(Two with { Series = [Two.Series[0]] }).Single(line => line.Length == 3);

        Assert.Equal(curve[1].X - curve[0].X, curve[2].X - curve[1].X, 0.02); // equal factors; coordinates have two decimals
        Assert.Equal(2, (curve[1].Y - curve[2].Y) / (curve[0].Y - curve[1].Y), 1e-3); // 4 - 2 against 2 - 1
    }

    [Fact]
    public void What_an_axis_cannot_hold_is_a_gap()
    {
        var curves = Curves(new("", "", "", false, true, [new("", [(1, 1), (2, 2), (3, 0), (4, double.NaN), (5, 5), (6, 6), (7, 7)])]));

        Assert.Contains(curves, curve => curve.Length == 3);
        Assert.DoesNotContain(curves, curve => curve.Length > 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chart_of_nothing_or_of_one_value_is_still_a_chart(bool log)
    {
        Assert.Contains("</svg>", new Chart("", "", "", log, log, []).ToSvg());
        Assert.DoesNotContain("NaN", new Chart("", "", "", log, log, [new("one", [(3, 7)])]).ToSvg());
        Assert.DoesNotContain("NaN", new Chart("", "", "", log, log, [new("level", [(3, 7), (4, 7)])]).ToSvg());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.05, "0.05")]
    [InlineData(0.00002, "2e-5")]
    [InlineData(1500, "1500")]
    [InlineData(20000, "20k")]
    [InlineData(-2500000, "-2.5M")]
    public void Ticks_are_labelled_shortly(double value, string label) => Assert.Equal(label, ChartAxis.Label(value));

    [Fact]
    public void The_png_is_one_with_the_curves_in_their_colours()
    {
        using var folder = new TempFolder();

        Two.WritePng(folder.At("chart.png"));

        var picture = PngPicture.Read(folder.At("chart.png"));
        Assert.Equal(1440, picture.Width);
        Assert.InRange(picture.Height, 700, 1000);
        var colours = Enumerable.Range(0, picture.Width * picture.Height).Select(i => picture.At(i % picture.Width, i / picture.Width)).ToHashSet();
        Assert.Contains((0x2a, 0x78, 0xd6), colours.Select(c => ((int)c.Red, (int)c.Green, (int)c.Blue)));
        Assert.Contains((0xeb, 0x68, 0x34), colours.Select(c => ((int)c.Red, (int)c.Green, (int)c.Blue)));
        Assert.Equal((0xfc, 0xfc, 0xfb), picture.At(0, 0));
    }

    [Fact]
    public void Charts_side_by_side_keep_their_size()
    {
        using var folder = new TempFolder();

        Chart.WritePng(folder.At("sheet.png"), [Two, Two, Two]);

        Two.WritePng(folder.At("one.png"));
        var (sheet, one) = (PngPicture.Read(folder.At("sheet.png")), PngPicture.Read(folder.At("one.png")));
        Assert.Equal((2 * one.Width, 2 * one.Height), (sheet.Width, sheet.Height));
    }

    // Lines of the curves' colours.
    static List<(double X, double Y)[]> Curves(Chart chart) =>
    [
        .. XDocument.Parse(chart.ToSvg()).Descendants().Where(element => element.Name.LocalName == "polyline" && element.Attribute("class")?.Value.StartsWith("l-s", StringComparison.Ordinal) == true)
            .Select(element => (element.Attribute("points")?.Value ?? "").Split(' ').Select(pair => pair.Split(',')).Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture))).ToArray()),
    ];
}

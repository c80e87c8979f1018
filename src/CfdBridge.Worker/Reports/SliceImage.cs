using System.Globalization;
using CfdBridge.Pipeline;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>A slice as a picture: its colours, and the bar that explains them.</summary>
static class SliceImage
{
    // Dark to light in steps that look even, and can be told apart without colour: blue to yellow for fields, and so that
    // nobody takes it for one, ground to red for spreads.
    static readonly (int R, int G, int B)[] Field = [(68, 1, 84), (71, 44, 122), (59, 81, 139), (44, 113, 142), (33, 144, 141), (39, 173, 129), (92, 200, 99), (170, 220, 50), (253, 231, 37)];
    static readonly (int R, int G, int B)[] Spread = [(252, 247, 240), (253, 219, 180), (250, 175, 118), (236, 122, 80), (207, 70, 62), (158, 31, 60), (98, 12, 50)];

    public static string Figure(SlicePicture picture)
    {
        var colours = picture.IsSpread ? Spread : Field;
        using var stream = new MemoryStream();
        PngFile.Write(stream, picture.Width, picture.Height, Pixels(picture, colours));
        var bar = string.Join(',', colours.Select(colour => $"rgb({colour.R},{colour.G},{colour.B})"));
        return $"<figure class=\"slice\"><figcaption><b>{HtmlPage.Safe(picture.Title)}</b> {HtmlPage.Safe(picture.Quantity)}</figcaption>"
            + $"<img alt=\"{HtmlPage.Safe(picture.Title)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" src=\"data:image/png;base64,{Convert.ToBase64String(stream.ToArray())}\">"
            + $"<div class=\"bar\"><span>{Number(picture.Low)}</span><i style=\"background:linear-gradient(90deg,{bar})\"></i><span>{Number(picture.High)}</span></div></figure>";
    }

    static byte[] Pixels(SlicePicture picture, (int R, int G, int B)[] colours)
    {
        var (pixels, range) = (new byte[4 * picture.Values.Length], Math.Max(picture.High - picture.Low, 1e-30));
        for (var i = 0; i < picture.Values.Length; i++)
        {
            if (float.IsNaN(picture.Values[i])) continue; // nothing is there: the page shows through
            var place = Math.Clamp((picture.Values[i] - picture.Low) / range, 0, 1) * (colours.Length - 1);
            var low = Math.Min((int)place, colours.Length - 2);
            byte Mixed(int from, int to) => (byte)Math.Round(from + (place - low) * (to - from));
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) =
                (Mixed(colours[low].R, colours[low + 1].R), Mixed(colours[low].G, colours[low + 1].G), Mixed(colours[low].B, colours[low + 1].B), 255);
        }

        return pixels;
    }

    static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace CfdBridge.Training;

/// <summary>
/// Letters as pen strokes, for pictures on machines without fonts. A stroke is a row of points: joined by straight
/// lines, or after <c>~</c> the controls of a quadratic B-spline, which after <c>@</c> is closed.
/// </summary>
static class StrokeFont
{
    const double Capital = 14;      // units from the base line to the top of a capital
    const double CapitalShare = 0.72; // of the font's size
    const double Spacing = 3.7;
    const int CurveSteps = 7;

    static readonly Dictionary<char, string> Drawn = new()
    {
        ['0'] = "@0,0 0,14 9,14 9,0",
        ['1'] = "1.5,11 5,14 5,0",
        ['2'] = "~0.5,10 0.5,14 8.5,14 8.5,8 0,0; 0,0 9,0",
        ['3'] = "~0.5,12 2,14 8,14 8,7.5 3.5,7.5; ~3.5,7.5 9,7.5 9,0 1.5,0 0,2.5",
        ['4'] = "7,0 7,14 0,4.5 9.5,4.5",
        ['5'] = "8,14 1.5,14 1,8; ~1,8 3,9.3 9,9.3 9,0 1.5,0 0,2.5",
        ['6'] = "~7.5,14 0,12 0,4.5; @0,0 0,9 9,9 9,0",
        ['7'] = "0,14 9,14 3,0",
        ['8'] = "@0.7,7.5 0.7,14 8.3,14 8.3,7.5; @0,0 0,7.5 9,7.5 9,0",
        ['9'] = "@0,5 0,14 9,14 9,5; ~9,9.5 9,2 1.5,0",
        ['A'] = "0,0 5,14 10,0; 1.8,5 8.2,5",
        ['B'] = "0,7.5 0,14 4.5,14; ~4.5,14 9,14 9,7.5 4.5,7.5; 0,7.5 4.5,7.5; ~4.5,7.5 9.7,7.5 9.7,0 4.5,0; 4.5,0 0,0 0,7.5",
        ['C'] = "~10,11 9,14 0,14 0,0 9,0 10,3",
        ['D'] = "4,14 0,14 0,0 4,0; ~4,14 10,14 10,0 4,0",
        ['E'] = "9,14 0,14 0,0 9,0; 0,7.5 7.5,7.5",
        ['F'] = "9,14 0,14 0,0; 0,7.5 7.5,7.5",
        ['G'] = "~10,11 9,14 0,14 0,0 10,0 10,4; 10,3.5 10,6.8 5.5,6.8",
        ['H'] = "0,0 0,14; 10,0 10,14; 0,7.5 10,7.5",
        ['I'] = "1,0 1,14",
        ['J'] = "~7,14 7,7 7,0 0,0 0,4",
        ['K'] = "0,0 0,14; 9.5,14 0,5; 3.5,8.3 10,0",
        ['L'] = "0,14 0,0 8.5,0",
        ['M'] = "0,0 0,14 6,3.5 12,14 12,0",
        ['N'] = "0,0 0,14 10,0 10,14",
        ['O'] = "@0,0 0,14 11,14 11,0",
        ['P'] = "0,0 0,14 4.5,14; ~4.5,14 9.5,14 9.5,6.5 4.5,6.5; 4.5,6.5 0,6.5",
        ['Q'] = "@0,0 0,14 11,14 11,0; 6.5,3.5 11,-1",
        ['R'] = "0,0 0,14 4.5,14; ~4.5,14 9.5,14 9.5,6.5 4.5,6.5; 4.5,6.5 0,6.5; 5,6.5 10,0",
        ['S'] = "~9,11.5 8,14 0,14 0,7.5 9.5,7.5 9.5,0 1,0 0,2.8",
        ['T'] = "0,14 10,14; 5,14 5,0",
        ['U'] = "~0,14 0,7 0,0 10,0 10,7 10,14",
        ['V'] = "0,14 5,0 10,14",
        ['W'] = "0,14 3.5,0 7,12 10.5,0 14,14",
        ['X'] = "0,0 10,14; 0,14 10,0",
        ['Y'] = "0,14 5,7 10,14; 5,7 5,0",
        ['Z'] = "0,14 10,14 0,0 10,0",
        ['a'] = "~0.8,8.5 2,10 8,10 8,6 8,0; ~8,6 0,6.5 0,0 7,0 8,3",
        ['b'] = "0,14 0,0; @0,0 0,10 8.5,10 8.5,0",
        ['c'] = "~8,8 7,10 0,10 0,0 7,0 8,2",
        ['d'] = "8.5,14 8.5,0; @0,0 0,10 8.5,10 8.5,0",
        ['e'] = "0,5.2 8.4,5.2; ~8.4,5.2 8.4,10 0,10 0,0 7,0 8.2,2",
        ['f'] = "~5.5,13.8 2,14.5 2,11 2,0; 0,10 5,10",
        ['g'] = "@0,0 0,10 8.5,10 8.5,0; ~8.5,10 8.5,2 8.5,-4.2 1.5,-4.2 0.5,-2",
        ['h'] = "0,14 0,0; ~0,6 0.5,10 8,10 8,6 8,0",
        ['i'] = "0.5,10 0.5,0; 0.5,13.3 0.5,13.7",
        ['j'] = "~2,10 2,2 2,-4 -0.5,-4; 2,13.3 2,13.7",
        ['k'] = "0,14 0,0; 7.5,10 0,3.5; 3,6 8,0",
        ['l'] = "0.5,14 0.5,0",
        ['m'] = "0,10 0,0; ~0,6 0.5,10 6.5,10 6.5,6 6.5,0; ~6.5,6 7,10 13,10 13,6 13,0",
        ['n'] = "0,10 0,0; ~0,6 0.5,10 8,10 8,6 8,0",
        ['o'] = "@0,0 0,10 8.8,10 8.8,0",
        ['p'] = "0,10 0,-4; @0,0 0,10 8.5,10 8.5,0",
        ['q'] = "8.5,10 8.5,-4; @0,0 0,10 8.5,10 8.5,0",
        ['r'] = "0,10 0,0; ~0,5.5 0.3,10 5,9.8",
        ['s'] = "~7,8.3 6.5,10 0.3,10 0.3,5.2 7.3,5.2 7.3,0 0.8,0 0,2",
        ['t'] = "~2,13 2,6 2,-0.3 6,0.3; 0,10 5.5,10",
        ['u'] = "~0,10 0,4 0,0 7.5,0 8,4; 8,10 8,0",
        ['v'] = "0,10 4.2,0 8.4,10",
        ['w'] = "0,10 3,0 6,9 9,0 12,10",
        ['x'] = "0,0 8,10; 0,10 8,0",
        ['y'] = "0,10 4.3,0.2; 8.4,10 3.7,-1.5; ~3.7,-1.5 2.7,-4 0,-4",
        ['z'] = "0,10 7.5,10 0,0 7.8,0",
        ['.'] = "0.7,0 0.7,0.4",
        [','] = "1.2,0.4 0.2,-2.4",
        [':'] = "0.7,0 0.7,0.4; 0.7,8.6 0.7,9",
        [';'] = "1.2,0.4 0.2,-2.4; 1.2,8.6 1.2,9",
        ['-'] = "0,5.3 5,5.3",
        ['+'] = "0,5.5 9,5.5; 4.5,1 4.5,10",
        ['='] = "0,7.5 9,7.5; 0,3.5 9,3.5",
        ['/'] = "0,-1.5 6,15",
        ['%'] = "@0,7.5 0,14 5,14 5,7.5; @7,0 7,6.5 12,6.5 12,0; 10,14 2,0",
        ['('] = "~3.5,15.5 0,11 0,1.5 3.5,-3",
        [')'] = "~0,15.5 3.5,11 3.5,1.5 0,-3",
        ['['] = "3.5,15 0,15 0,-2 3.5,-2",
        [']'] = "0,15 3.5,15 3.5,-2 0,-2",
        ['<'] = "8,10 0,5.5 8,1",
        ['>'] = "0,10 8,5.5 0,1",
        ['_'] = "0,-3 8,-3",
        ['|'] = "0.5,15 0.5,-4",
        ['*'] = "4,14 4,6; 0.5,12 7.5,8; 0.5,8 7.5,12",
        ['\''] = "0.5,14 0.5,10.5",
        ['"'] = "0.5,14 0.5,10.5; 4,14 4,10.5",
        ['!'] = "0.7,14 0.7,4; 0.7,0 0.7,0.4",
        ['?'] = "~0,11 0,14 8,14 8,8 3.7,8 3.7,4; 3.7,0 3.7,0.4",
        ['#'] = "3,0 5,14; 8,0 10,14; 0,4.5 11.5,4.5; 1,9.5 12.5,9.5",
        ['&'] = "~11,0 2,9 2,14 8,14 8,9 0,7 0,0 9,0 10.5,6",
        ['×'] = "0.5,2 7.5,9; 0.5,9 7.5,2",
        ['°'] = "@0,9 0,14 5,14 5,9",
        [' '] = "4,0",
    };

    const string Unknown = "0,0 0,14 8,14 8,0 0,0";
    static readonly Dictionary<char, (double Width, (double X, double Y)[][] Strokes)> Glyphs = Drawn.ToDictionary(glyph => glyph.Key, glyph => Parse(glyph.Value));
    static readonly (double Width, (double X, double Y)[][] Strokes) Box = Parse(Unknown);

    /// <summary>Width of a line of text at a size.</summary>
    public static double Width(string text, double size) => text.Sum(letter => Glyph(letter).Width + Spacing) * Unit(size);

    /// <summary>Strokes of a line of text, y down, the base line at 0.</summary>
    public static IEnumerable<(double X, double Y)[]> Strokes(string text, double size)
    {
        var (pen, unit) = (Spacing / 2, Unit(size));
        foreach (var letter in text)
        {
            var (width, strokes) = Glyph(letter);
            foreach (var stroke in strokes) yield return [.. stroke.Select(point => ((pen + point.X) * unit, -point.Y * unit))];
            pen += width + Spacing;
        }
    }

    static double Unit(double size) => size * CapitalShare / Capital;

    static (double Width, (double X, double Y)[][] Strokes) Glyph(char letter) => Glyphs.TryGetValue(letter, out var glyph) ? glyph : Box;

    static (double Width, (double X, double Y)[][] Strokes) Parse(string drawn)
    {
        (double X, double Y)[][] strokes = [.. drawn.Split("; ").Select(Stroke)];
        return (strokes.Max(stroke => stroke.Max(point => point.X)), [.. strokes.Where(stroke => stroke.Length > 1)]);
    }

    static (double X, double Y)[] Stroke(string text)
    {
        (double X, double Y)[] points =
            [.. text.TrimStart('~', '@').Split(' ').Select(pair => pair.Split(',')).Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture)))];
        if (text[0] == '@') return Curve([Middle(points[^1], points[0]), .. points, Middle(points[^1], points[0])]);
        return text[0] == '~' ? Curve(points) : points;
    }

    // Parabolas that meet in the middles between inner controls.
    static (double X, double Y)[] Curve((double X, double Y)[] controls)
    {
        var (curve, from) = (new List<(double X, double Y)> { controls[0] }, controls[0]);
        for (var i = 1; i < controls.Length - 1; i++)
        {
            var to = i == controls.Length - 2 ? controls[^1] : Middle(controls[i], controls[i + 1]);
            for (var step = 1; step <= CurveSteps; step++)
            {
                var t = (double)step / CurveSteps;
                var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
                curve.Add((a * from.X + b * controls[i].X + c * to.X, a * from.Y + b * controls[i].Y + c * to.Y));
            }

            from = to;
        }

        return [.. curve];
    }

    static (double X, double Y) Middle((double X, double Y) a, (double X, double Y) b) => ((a.X + b.X) / 2, (a.Y + b.Y) / 2);
}

using System.Globalization;

namespace CfdBridge.OpenFoam;

/// <summary>Reads what stands between the brackets of <c>dimensions</c>: exponents, or names of units.</summary>
static class DimensionText
{
    static readonly Dictionary<string, Dimensions> Units = new()
    {
        ["kg"] = new(1, 0, 0), ["m"] = new(0, 1, 0), ["s"] = new(0, 0, 1), ["K"] = new(0, 0, 0, Temperature: 1), ["mol"] = new(0, 0, 0, Quantity: 1),
        ["A"] = new(0, 0, 0, Current: 1), ["Cd"] = new(0, 0, 0, LuminousIntensity: 1), ["cd"] = new(0, 0, 0, LuminousIntensity: 1),
        ["N"] = new(1, 1, -2), ["Pa"] = new(1, -1, -2), ["J"] = new(1, 2, -2), ["W"] = new(1, 2, -3), ["Hz"] = new(0, 0, -1),
    };

    /// <summary>The dimensions, or null where the notation is not known.</summary>
    public static Dimensions? Parse(string text)
    {
        var words = text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = words.Select(w => double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).ToArray();
        if (numbers.Any(double.IsNaN)) return ParseUnits(text);
        return numbers switch
        {
            [] => Dimensions.None,
            [var m, var l, var t, var k, var n] => new(m, l, t, k, n),
            [var m, var l, var t, var k, var n, var i, var j] => new(m, l, t, k, n, i, j),
            _ => null,
        };
    }

    // "kg m^-1 s^-2", "m^2/s^2", "m*s^-1": a slash turns the sign of the one unit after it.
    static Dimensions? ParseUnits(string text)
    {
        var sum = new double[7];
        var sign = 1;
        foreach (var word in text.Replace("/", " / ").Replace("*", " ").Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "/")
            {
                sign = -1;
                continue;
            }

            var parts = word.Split('^', 2);
            var power = 1.0;
            if (!Units.TryGetValue(parts[0], out var unit)) return null;
            if (parts.Length == 2 && !double.TryParse(parts[1].Trim('(', ')'), NumberStyles.Float, CultureInfo.InvariantCulture, out power)) return null;
            for (var i = 0; i < sum.Length; i++) sum[i] += sign * power * unit.Exponents[i];
            sign = 1;
        }

        return new(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6]);
    }
}

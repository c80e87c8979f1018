using System.Globalization;

namespace CfdBridge.OpenFoam;

/// <summary>Names of time directories. A name rounds the time; the exact value stands in <c>uniform/time</c>.</summary>
static class TimeName
{
    /// <summary>Times nearer than this are one time.</summary>
    const double SameRelative = 1e-12;

    public static bool TryParse(string name, out double value)
    {
        value = 0;
        return name.Length > 0 && (char.IsAsciiDigit(name[0]) || name[0] is '-' or '+' or '.')
            && double.TryParse(name, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    public static bool AreSame(double a, double b) => Math.Abs(a - b) <= SameRelative * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>Whether a name may stand for a value. A directory that somebody copied to another name keeps the value of its origin, which then does not count.</summary>
    public static bool MayStandFor(string name, double rounded, double value)
    {
        var digits = name.AsSpan();
        var exponent = 0;
        if (digits.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            _ = int.TryParse(digits[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
            digits = digits[..e];
        }

        var decimals = digits.IndexOf('.') is >= 0 and var dot ? digits.Length - dot - 1 : 0;
        return Math.Abs(value - rounded) <= 0.501 * Math.Pow(10, exponent - decimals); // half a unit in the last place, and rounding
    }
}

using System.Globalization;
using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Numbers as C++ streams write them, which includes <c>nan</c> and <c>-inf</c>.</summary>
static class Numbers
{
    /// <summary>No number is longer, at any write precision.</summary>
    public const int LongestText = 512;

    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)) return true;
        var isNegative = text.Length > 0 && text[0] == '-';
        var word = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        if (Ascii.EqualsIgnoreCase(word, "nan"u8)) value = double.NaN;
        else if (Ascii.EqualsIgnoreCase(word, "inf"u8) || Ascii.EqualsIgnoreCase(word, "infinity"u8)) value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        else return false;
        return true;
    }

    public static bool TryParse(string text, out double value) => TryParse(Encoding.UTF8.GetBytes(text), out value);

    /// <summary>The next number of a stream, blanks before it skipped.</summary>
    public static double Next(FoamStream stream)
    {
        var text = NextText(stream);
        if (!TryParse(text, out var value)) throw NotANumber(stream, text);
        stream.Advance(text.Length);
        return value;
    }

    /// <summary>The next whole number that fits a label of ours.</summary>
    public static int NextLabel(FoamStream stream)
    {
        var value = NextCount(stream);
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw stream.Error($"the label {value} does not fit 32 bits", "Cases of more than 2147483647 points, faces or cells cannot be read; otherwise the file is damaged: write it again.");
    }

    /// <summary>The next whole number.</summary>
    public static long NextCount(FoamStream stream)
    {
        var text = NextText(stream);
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) throw NotANumber(stream, text);
        stream.Advance(text.Length);
        return value;
    }

    static ReadOnlySpan<byte> NextText(FoamStream stream)
    {
        stream.SkipSpace();
        stream.Ensure(LongestText);
        var window = stream.Window;
        var length = 0;
        while (length < window.Length && window[length] is not ((byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'(' or (byte)')' or (byte)'{' or (byte)'}' or (byte)';')) length++;
        return window[..length];
    }

    static CaseFormatException NotANumber(FoamStream stream, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty && stream.Peek() < 0) return stream.Error("the file ends where a number is expected", FoamStream.StillWriting);
        var shown = text.IsEmpty ? ((char)stream.Peek()).ToString() : Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]);
        return stream.Error($"expected a number, found \"{shown}\"", "Write the file again; this one is damaged.");
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Values of a field or patch as they stand in a file: <c>uniform ...</c> or <c>nonuniform List&lt;...&gt; n(...)</c>.</summary>
static class ValueText
{
    /// <summary>Reads values [rows, components]; null where they are none of the two, such as a macro or a computed value.</summary>
    public static double[]? Read(FieldTemplate file, EntrySpan entry, ElementType type, int rows, CancellationToken cancellationToken)
    {
        var raw = file.Raw(entry.ValueStart, entry.End);
        var length = raw.StartsWith("nonuniform"u8) ? 10 : raw.StartsWith("uniform"u8) ? 7 : 0;
        if (length == 0 || raw[length..].Contains((byte)'$') && length == 7) return null;
        using var stream = new FoamStream(new MemoryStream(raw[length..].ToArray()), raw.Length - length, file.Place, cancellationToken);
        return length == 10 ? List(stream, file.Header, type, rows) : Uniform(stream, type, rows);
    }

    /// <summary>Writes values row by row, as lists of numbers.</summary>
    public static void Write(Stream into, ReadOnlySpan<double> values, ElementType type, bool binary)
    {
        into.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"nonuniform List<{type.Name}> {values.Length / type.Components}")));
        if (values.IsEmpty)
        {
            into.Write("()"u8);
            return;
        }

        into.Write(binary ? "("u8 : "\n(\n"u8);
        if (binary) into.Write(MemoryMarshal.AsBytes(values));
        else WriteText(into, values, type);
        into.Write(")"u8);
    }

    static void WriteText(Stream into, ReadOnlySpan<double> values, ElementType type)
    {
        var text = new StringBuilder();
        for (var row = 0; row < values.Length / type.Components; row++)
        {
            if (type.HasBrackets) text.Append('(');
            for (var c = 0; c < type.Components; c++) text.Append(CultureInfo.InvariantCulture, $"{(c > 0 ? " " : "")}{values[row * type.Components + c]:R}");
            text.Append(type.HasBrackets ? ")\n" : "\n");
        }

        into.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }

    static double[] List(FoamStream stream, FoamHeader header, ElementType type, int rows)
    {
        stream.SkipSpace();
        var typed = stream.Peek() == 'L';
        while (typed && stream.Peek() is not (-1 or '>')) stream.Next();
        if (typed) stream.Next();
        var count = Numbers.NextCount(stream);
        if (count != rows) throw stream.Error($"expected {rows} {type.Plural} (faces of the patch), found {count}", "Does the field belong to this mesh? Write it again.");
        return RealList.Read(stream, typed ? header : FoamHeader.Text, type, count) switch
        {
            float[] single => Array.ConvertAll(single, value => (double)value),
            var values => (double[])values,
        };
    }

    static double[]? Uniform(FoamStream stream, ElementType type, int rows)
    {
        var one = new double[type.Components];
        stream.SkipSpace();
        if (type.HasBrackets && !stream.Take('(')) return null;
        for (var c = 0; c < one.Length; c++) one[c] = Numbers.Next(stream);
        var values = new double[rows * one.Length];
        for (var i = 0; i < values.Length; i++) values[i] = one[i % one.Length];
        return values;
    }
}

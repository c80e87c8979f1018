using System.Globalization;
using System.Text.RegularExpressions;

namespace CfdBridge.Pipeline;

/// <summary>
/// Sensor readings as a table of text: columns <c>time</c>, <c>x</c>, <c>y</c>, <c>z</c> and, for each number read, the field
/// (<c>p</c>) or its component (<c>U_x</c>, or <c>U:0</c> as ParaView writes it). Empty cells were not read.
/// </summary>
static partial class SensorTable
{
    const string Fix = "The first line names the columns: time,x,y,z,U_x,U_y,p.";

    /// <param name="layout">Fields of the case.</param>
    /// <exception cref="CaseFormatException">The file is missing or not such a table.</exception>
    public static SensorReadings Read(string path, FieldSet layout)
    {
        if (!File.Exists(path)) throw new CaseFormatException(path, "there is no such file", "Is the path misspelt?");
        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext()) throw new CaseFormatException(path, "it is empty", Fix);
        string[] head = [.. lines.Current.Split(',').Select(name => name.Trim().Trim('"'))];
        var (time, places) = (Column(path, head, "time", "TimeValue"), new[] { Column(path, head, "x", "Points:0", "Points_0"), Column(path, head, "y", "Points:1", "Points_1"), Column(path, head, "z", "Points:2", "Points_2") });
        (int Column, SensorChannel Channel)[] channels = [.. head.Select((name, column) => (column, Channel: Channel(name, layout))).Where(one => one.column != time && !places.Contains(one.column) && one.Channel is not null).Select(one => (one.column, one.Channel!))]; // just asked
        if (channels.Length == 0) throw new CaseFormatException(path, "no column is a field of the case", $"{Fix} {NearMatch.Hint(head[^1], layout.Select(field => field.Name))}");
        var rows = new List<(double Time, (double, double, double) Place, double[] Values)>();
        for (var number = 2; lines.MoveNext(); number++)
        {
            if (lines.Current.Trim().Length == 0) continue;
            var cells = lines.Current.Split(',');
            if (cells.Length != head.Length) throw new CaseFormatException($"{path}, line {number}", $"it has {cells.Length} columns, the first line {head.Length}", Fix);
            double At(int column) => cells[column].Trim().Length == 0 ? double.NaN
                : double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new CaseFormatException($"{path}, line {number}", $"\"{cells[column]}\" is no number", Fix);
            rows.Add((At(time), (At(places[0]), At(places[1]), At(places[2])), [.. channels.Select(channel => At(channel.Column))]));
        }

        return Gathered(path, rows, [.. channels.Select(channel => channel.Channel)]);
    }

    // Every place is a sensor, every time one of the readings.
    internal static SensorReadings Gathered(string path, IReadOnlyList<(double Time, (double X, double Y, double Z) Place, double[] Values)> rows, IReadOnlyList<SensorChannel> channels)
    {
        if (rows.Count == 0 || rows.Any(row => !double.IsFinite(row.Time + row.Place.X + row.Place.Y + row.Place.Z))) throw new CaseFormatException(path, "it has no reading, or one without a time or a place", Fix);
        double[] times = [.. rows.Select(row => row.Time).Distinct().Order()];
        (double X, double Y, double Z)[] places = [.. rows.Select(row => row.Place).Distinct()];
        var (time, sensor) = (times.Select((t, i) => (t, i)).ToDictionary(one => one.t, one => one.i), places.Select((p, i) => (p, i)).ToDictionary(one => one.p, one => one.i));
        var values = new double[times.Length * places.Length * channels.Count];
        Array.Fill(values, double.NaN);
        foreach (var row in rows) row.Values.CopyTo(values, (time[row.Time] * places.Length + sensor[row.Place]) * channels.Count);
        return new([.. places.SelectMany(place => new[] { place.X, place.Y, place.Z })], times, channels, values);
    }

    static int Column(string path, string[] head, params string[] names) => Array.FindIndex(head, name => names.Contains(name, StringComparer.OrdinalIgnoreCase)) is >= 0 and var column
        ? column
        : throw new CaseFormatException(path, $"it has no column {names[0]}", Fix);

    // Null for columns that are no field of the case.
    static SensorChannel? Channel(string name, FieldSet layout)
    {
        if (layout.FirstOrDefault(field => field.Name == name && field.Components == 1 && field.Association == FieldAssociation.Cell) is not null) return new(name, 0);
        var parts = Component().Match(name);
        if (!parts.Success || !layout.TryGet(parts.Groups[1].Value, FieldAssociation.Cell, out var field)) return null;
        var component = parts.Groups[2].Value.ToLowerInvariant() switch { "x" => 0, "y" => 1, "z" => 2, var digit => digit[0] - '0' };
        return component < field.Components ? new(field.Name, component) : null;
    }

    [GeneratedRegex("^(.+)[_:]([xyzXYZ0-8])$")]
    private static partial Regex Component();
}

using System.Globalization;
using System.Text.RegularExpressions;
using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>A VTK file whose name ends in a number: <c>flow_0001.vtu</c>, <c>flow.10.vtk</c>, <c>flow_0.25.vtu</c>.</summary>
sealed partial record NumberedFile(string Path, string Prefix, string Extension, double Number)
{
    /// <summary>What its series is called: <c>flow_*.vtu</c>.</summary>
    public string Series => $"{Prefix}*{Extension}";

    public static NumberedFile? Parse(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (!VtkFormat.IsData(name) || name.Contains(AtomicFile.TemporaryMark, StringComparison.Ordinal)) return null;
        var stem = System.IO.Path.GetFileNameWithoutExtension(name);
        var match = Decimal().Match(stem) is { Success: true } fraction ? fraction : Whole().Match(stem);
        return match.Success && double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new(path, match.Groups["prefix"].Value, System.IO.Path.GetExtension(name).ToLowerInvariant(), number)
            : null;
    }

    // A point between digits belongs to the number only after a separator: in `run2.10` it is the separator itself.
    [GeneratedRegex(@"^(?<prefix>(?:.*[_\-])?)(?<number>\d+\.\d+)$")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^(?<prefix>.*?)(?<number>\d+)$")]
    private static partial Regex Whole();
}

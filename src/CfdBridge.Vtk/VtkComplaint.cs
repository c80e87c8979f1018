using System.Text;
using System.Text.RegularExpressions;

namespace CfdBridge.Vtk;

/// <summary>
/// VTK's messages name its own source file and an address in memory before they come to the point, and the first of
/// several is the cause of the others.
/// </summary>
static partial class VtkComplaint
{
    public static string Gist(ReadOnlySpan<byte> utf8)
    {
        var lines = Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var first = lines.FirstOrDefault(line => !SourcePlace().IsMatch(line)) ?? "VTK gives no reason";
        return ObjectAddress().Replace(first, "").TrimEnd('.', ' ');
    }

    [GeneratedRegex(@"^(ERROR|Warning|Generic Warning): In .*line \d+$")]
    private static partial Regex SourcePlace();

    [GeneratedRegex(@"^\w+ \(0x[0-9a-f]+\): |\s?\(0x[0-9a-f]+\)")]
    private static partial Regex ObjectAddress();
}

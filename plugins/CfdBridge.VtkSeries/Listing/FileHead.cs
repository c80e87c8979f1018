using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>Looks at the first and the last bytes of a VTK file, and at those of the files that it names.</summary>
static partial class FileHead
{
    // Where the declarations of all arrays stand in files with appended data, and OpenFOAM's comment in any.
    const int Length = 8192;

    public static FileFacts Look(string path)
    {
        try
        {
            var head = Head(path);
            var comment = Comment().Match(head);
            return new(
                StateOf(path),
                comment.Success && TryNumber(comment.Groups["time"].Value, out var time) ? time : null,
                TimeValue().IsMatch(head),
                VtkFormat.IsLegacy(path) ? LegacyTime(head) : null,
                Product().IsMatch(head));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or CaseFormatException)
        {
            return FileFacts.Unreadable;
        }
    }

    // The closing tag is the last that any XML writer writes. A file that names others is written after them, but after
    // a full disk or a copy under way they may be missing all the same.
    static StepState StateOf(string path)
    {
        if (VtkFormat.IsLegacy(path)) return StepState.Unproven;
        if (!XmlFile.IsClosed(path)) return StepState.Unfinished;
        var parts = VtkFormat.IsMultiBlock(path) ? MultiBlockFile.MeshLeaves(path).Select(leaf => leaf.Path)
            : VtkFormat.IsParallel(path) ? ParallelFile.Pieces(path)
            : [];
        return parts.All(part => File.Exists(part) && (VtkFormat.IsLegacy(part) || XmlFile.IsClosed(part))) ? StepState.Complete : StepState.Unfinished;
    }

    static string Head(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        Span<byte> bytes = stackalloc byte[Length];
        return Encoding.Latin1.GetString(bytes[..file.ReadAtLeast(bytes, Length, throwOnEndOfStream: false)]);
    }

    static double? LegacyTime(string head)
    {
        var match = LegacyTimeValue().Match(head);
        if (!match.Success) return null;
        var rest = head[(match.Index + match.Length)..];
        var single = match.Groups["type"].Value == "float";
        if (head.Contains("\nASCII", StringComparison.Ordinal))
            return TryNumber(rest.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "", out var number) ? number : null;
        var bytes = Encoding.Latin1.GetBytes(rest);
        if (bytes.Length < (single ? 4 : 8)) return null;
        return single ? SolverTime.Shortest(BinaryPrimitives.ReadSingleBigEndian(bytes)) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"<!--[^>]*\btime='(?<time>[^']+)'[^>]*-->")]
    private static partial Regex Comment();

    [GeneratedRegex("""Name=["']TimeValue["']""")]
    private static partial Regex TimeValue();

    [GeneratedRegex("""Name=["']cfdbridge_predicted["']|^cfdbridge_predicted 1 """, RegexOptions.Multiline)]
    private static partial Regex Product();

    [GeneratedRegex(@"\nTimeValue 1 1 (?<type>float|double)\n")]
    private static partial Regex LegacyTimeValue();
}

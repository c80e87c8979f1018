using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>
/// A <c>.pvd</c> or <c>.series</c> file. Solvers rewrite it in place, so that it may be met empty or cut: then the last
/// good content stands until the next look.
/// </summary>
sealed partial class IndexFile(string path)
{
    readonly string folder = Path.GetDirectoryName(path)!; // a file has a folder
    (long Length, DateTime Written) seen;
    IReadOnlyList<IndexEntry> entries = [];

    /// <summary>When the content that stands was written; the earliest date before any was read.</summary>
    public DateTime WrittenUtc { get; private set; } = DateTime.MinValue;

    public static bool IsIndex(string path) =>
        path.EndsWith(".pvd", StringComparison.OrdinalIgnoreCase)
        || (path.EndsWith(".series", StringComparison.OrdinalIgnoreCase) && VtkFormat.IsData(path[..^".series".Length]));

    public IReadOnlyList<IndexEntry> Read()
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || (file.Length, file.LastWriteTimeUtc) == seen) return entries;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            entries = path.EndsWith(".pvd", StringComparison.OrdinalIgnoreCase) ? ReadCollection(stream) : ReadSeries(stream);
            seen = (file.Length, file.LastWriteTimeUtc);
            WrittenUtc = file.LastWriteTimeUtc;
        }
        catch (XmlException broken) when (XmlFile.IsClosed(path))
        {
            throw new CaseFormatException(path, $"the index is damaged ({broken.Message.TrimEnd('.')})", "Write it again.", broken);
        }
        catch (Exception partial) when (partial is XmlException or JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            // It is being written, or being replaced: the next scan looks again.
        }

        return entries;
    }

    List<IndexEntry> ReadCollection(Stream stream) =>
    [
        .. from element in XDocument.Load(stream).Descendants("DataSet")
           let file = (string?)element.Attribute("file")
           where !string.IsNullOrEmpty(file)
           select new IndexEntry(double.Parse((string?)element.Attribute("timestep") ?? "0", NumberStyles.Float, CultureInfo.InvariantCulture), Beside(file)),
    ];

    List<IndexEntry> ReadSeries(Stream stream)
    {
        using var json = JsonDocument.Parse(stream, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("files", out var files)) return [];
        var found = new List<IndexEntry>();
        foreach (var file in files.EnumerateArray())
        {
            if (file.TryGetProperty("name", out var name) && name.GetString() is { Length: > 0 } text
                && file.TryGetProperty("time", out var time) && time.TryGetDouble(out var seconds))
                found.Add(new(seconds, Resolved(text)));
        }

        return found;
    }

    // foamToVTK -legacy of v1912 writes "_10" where it means "cavity_10.vtk".
    string Resolved(string name)
    {
        var plain = Beside(name);
        if (Path.HasExtension(name) || File.Exists(plain)) return plain;
        var parts = SeriesName().Match(Path.GetFileName(path));
        return parts.Success ? Beside(parts.Groups["stem"].Value + name + parts.Groups["extension"].Value) : plain;
    }

    string Beside(string name) => Path.GetFullPath(name.Replace('\\', '/'), folder);

    [GeneratedRegex(@"^(?<stem>.*)(?<extension>\.\w+)\.series$", RegexOptions.IgnoreCase)]
    private static partial Regex SeriesName();
}

using System.Globalization;
using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>The parts of a case that a warm start copies: never linked, so that nothing that happens there reaches the case.</summary>
static class CaseFiles
{
    /// <summary>Copies a folder with everything below it, links followed.</summary>
    public static void CopyFolder(string from, string to, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file inside a folder has one
            File.Copy(file, target, overwrite: true);
        }
    }

    /// <summary>The case's <c>controlDict</c>, its entries by which a run starts set anew and all else as it was.</summary>
    public static byte[] ControlDict(CaseFolder folder, IReadOnlyDictionary<string, string> entries)
    {
        var path = folder.At("system", "controlDict");
        var bytes = File.ReadAllBytes(path);
        var spans = new EntrySpans(bytes, FoamHeader.Text, folder.NameOf(path)).Read();
        using var written = new MemoryStream();
        var copied = 0;
        foreach (var span in spans.Where(span => entries.ContainsKey(span.Keyword) && span.Children is null))
        {
            written.Write(bytes.AsSpan(copied..span.ValueStart));
            written.Write(Encoding.UTF8.GetBytes(entries[span.Keyword] + ";"));
            copied = span.End;
        }

        written.Write(bytes.AsSpan(copied..));
        foreach (var (key, value) in entries.Where(entry => spans.All(span => span.Keyword != entry.Key))) written.Write(Encoding.UTF8.GetBytes($"\n{key} {value};\n"));
        return written.ToArray();
    }

    /// <summary>Entries of a dictionary file of the case; null where it does not exist or only the solver can follow it.</summary>
    public static FoamDictionary? Dictionary(CaseFolder folder, string relativePath, CancellationToken cancellationToken)
    {
        var path = folder.At(relativePath);
        if (!FoamFiles.Exists(path)) return null;
        try
        {
            using var stream = FoamFiles.Open(folder, path, cancellationToken);
            var header = FoamHeader.TryRead(stream) ?? FoamHeader.Text;
            return new DictionaryParser(stream, header, new IncludeScope(folder, path, cancellationToken), capture: null).ReadFile();
        }
        catch (CaseFormatException)
        {
            return null;
        }
    }

    /// <summary>A time as OpenFOAM names its directory.</summary>
    public static string TimeNameOf(double seconds, FoamDictionary? control)
    {
        var digits = (int)(control?.NumberOf("timePrecision") ?? 6);
        return double.Parse(seconds.ToString($"G{Math.Clamp(digits, 1, 16)}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("0.################", CultureInfo.InvariantCulture);
    }
}

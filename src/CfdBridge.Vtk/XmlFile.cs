using System.Text;

namespace CfdBridge.Vtk;

/// <summary>What can be said of a VTK XML file without parsing it.</summary>
public static class XmlFile
{
    const string ClosingTag = "</VTKFile>";

    /// <summary>Whether the file ends in its closing tag, which every writer puts last: the sign that it is whole.</summary>
    /// <exception cref="IOException">The file is gone or cannot be read.</exception>
    public static bool IsClosed(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        Span<byte> tail = stackalloc byte[64];
        var length = (int)Math.Min(tail.Length, file.Length);
        file.Seek(-length, SeekOrigin.End);
        var read = file.ReadAtLeast(tail[..length], length, throwOnEndOfStream: false);
        return Encoding.Latin1.GetString(tail[..read]).TrimEnd().EndsWith(ClosingTag, StringComparison.Ordinal);
    }

    /// <summary>The same as an error.</summary>
    /// <exception cref="CaseFormatException">The file is missing or cut short.</exception>
    internal static void ExpectClosed(string path)
    {
        try
        {
            if (IsClosed(path)) return;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CaseFormatException(path, "the file does not exist", "Has the solver removed it, or is the path misspelt?", gone);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new CaseFormatException(path, $"the file cannot be read ({denied.Message})", "Check the permissions and the disk.", denied);
        }

        throw new CaseFormatException(path, $"the file does not end in {ClosingTag}", "Is the solver still writing it? Otherwise it was cut short: write the step again.");
    }
}

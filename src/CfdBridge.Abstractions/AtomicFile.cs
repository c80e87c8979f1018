namespace CfdBridge;

/// <summary>Files that appear whole or not at all: written beside their place under another name, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Marks the names of files not yet in place; every reader skips names that contain it.</summary>
    public const string TemporaryMark = ".cfdbridge-tmp";

    /// <summary>Writes a file through a stream.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Replace(path, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
            write(stream);
        });
    }

    /// <summary>Writes a text file in UTF-8 without a byte-order mark.</summary>
    public static void WriteText(string path, string text) => Replace(path, temporary => File.WriteAllText(temporary, text));

    /// <summary>Lets somebody else's writer (VTK) make the file under a temporary name, then puts it in place.</summary>
    /// <param name="path">Where the file shall stand.</param>
    /// <param name="write">Writes the file at the path it is given.</param>
    public static void Replace(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file path always has a directory
        var temporary = $"{path}{TemporaryMark}{Path.GetExtension(path)}";
        try
        {
            write(temporary);
            using (var written = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

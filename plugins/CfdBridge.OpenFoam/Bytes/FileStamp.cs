namespace CfdBridge.OpenFoam;

/// <summary>When a file was last written, and its size: one question to the system, and never an error.</summary>
readonly record struct FileStamp(long Ticks, long Length)
{
    public static readonly FileStamp Missing = default;

    public bool Exists => Ticks != 0;

    public static FileStamp Of(string path) => Of(new FileInfo(path));

    /// <summary>The file's stamp, or that of its packed twin where only that exists.</summary>
    public static FileStamp OfEither(string path)
    {
        var stamp = Of(path);
        return stamp.Exists ? stamp : Of(path + ".gz");
    }

    public static FileStamp Of(FileInfo file)
    {
        try
        {
            return file.Exists ? new(file.LastWriteTimeUtc.Ticks, file.Length) : Missing;
        }
        catch (IOException)
        {
            return Missing; // deleted between the two questions
        }
    }
}

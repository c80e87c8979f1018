namespace CfdBridge.OpenFoam;

/// <summary>Opens files of a case that a solver may be writing, replacing or deleting at this moment.</summary>
static class FoamFiles
{
    /// <summary>The file, or its packed twin <c>.gz</c> where only that exists.</summary>
    /// <param name="plausibleBytes">Size that is believed of a packed file, however little it takes on disk.</param>
    public static FoamStream Open(CaseFolder folder, string path, CancellationToken cancellationToken, long plausibleBytes = 0)
    {
        var twin = path + ".gz";
        var packed = !File.Exists(path) && File.Exists(twin);
        var name = folder.NameOf(packed ? twin : path);
        try
        {
            // Sharing everything: on file systems with mandatory locks, a reader that locks stops the solver.
            var file = new FileStream(packed ? twin : path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return packed
                ? new(new GuardedGzip(file, plausibleBytes), length: null, name, cancellationToken)
                : new(file, file.Length, name, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CaseFormatException(name, "the file does not exist", "Was the step purged, or is the solver still writing? Otherwise write it again.", missing);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Directory.Exists(path)
                ? new CaseFormatException(name, "it is a directory where a file is expected", "Remove it, and write the file again.", failure)
                : new CaseFormatException(name, "reading it is not permitted", "Give this user the right to read it.", failure);
        }
        catch (IOException failure)
        {
            throw new CaseFormatException(name, $"it cannot be opened ({failure.Message.TrimEnd('.')})", "Look at the disk, then read the step again.", failure);
        }
    }

    /// <summary>Whether the file or its packed twin exists.</summary>
    public static bool Exists(string path) => File.Exists(path) || File.Exists(path + ".gz");
}

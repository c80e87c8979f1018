using System.Security.Cryptography;
using System.Text;

namespace CfdBridge.Pipeline;

/// <summary>
/// Where a case's journal lies: in its output folder, or, when that is on a network file system (where SQLite's locks
/// are not safe), in the user's local state folder with a pointer left in the output folder.
/// </summary>
static class JournalLocation
{
    const string Pointer = "journal.location";

    /// <summary>The journal of an output folder if there is one.</summary>
    public static string? Find(string outputDirectory)
    {
        var pointer = Path.Combine(outputDirectory, Pointer);
        var path = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(outputDirectory, "journal.db");
        return File.Exists(path) ? path : null;
    }

    public static string For(string outputDirectory)
    {
        var inPlace = Path.Combine(outputDirectory, "journal.db");
        if (!NetworkFileSystem.Holds(outputDirectory)) return inPlace;

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(outputDirectory)).AsSpan(0, 8));
        var local = Path.Combine(StateFolder.Path, "journals", name + ".db");
        AtomicFile.WriteText(Path.Combine(outputDirectory, Pointer), local + "\n");
        return local;
    }
}

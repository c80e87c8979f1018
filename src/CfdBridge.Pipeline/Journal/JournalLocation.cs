using System.Security.Cryptography;
using System.Text;

namespace CfdBridge.Pipeline;

/// <summary>
/// Where a case's journal lies: in its output folder, or, when that is on a network file system (where SQLite's locks
/// are not safe), in the user's local state folder with a pointer left in the output folder.
/// </summary>
static class JournalLocation
{
    public static string For(string outputDirectory)
    {
        var inPlace = Path.Combine(outputDirectory, "journal.db");
        if (!NetworkFileSystem.Holds(outputDirectory)) return inPlace;

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(outputDirectory)).AsSpan(0, 8));
        var local = Path.Combine(StateFolder.Path, "journals", name + ".db");
        AtomicFile.WriteText(Path.Combine(outputDirectory, "journal.location"), local + "\n");
        return local;
    }
}

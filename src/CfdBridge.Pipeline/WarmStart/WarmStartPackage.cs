using System.Security.Cryptography;

namespace CfdBridge.Pipeline;

/// <summary>A warm start on disk: a case that a solver can run, and <c>warmstart.json</c>, which seals it.</summary>
public sealed record WarmStartPackage(string Directory, WarmStartDescription Description)
{
    /// <summary>Opens a warm start that was written before.</summary>
    /// <exception cref="CaseFormatException">It is none, or a file is not what it was when it was sealed.</exception>
    public static WarmStartPackage Open(string directory)
    {
        var description = WarmStartDescription.Load(directory);
        var now = Hashes(directory);
        foreach (var (file, hash) in description.Files)
        {
            if (!now.TryGetValue(file, out var found)) throw Tampered(directory, file, "it is gone since the warm start was written");
            if (found != hash) throw Tampered(directory, file, "it was changed since the warm start was written");
        }

        var strange = now.Keys.Except(description.Files.Keys).Order(StringComparer.Ordinal).FirstOrDefault();
        return strange is null ? new(directory, description) : throw Tampered(directory, strange, "it was added since the warm start was written");
    }

    /// <summary>Hashes of all files below a folder but the description itself.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(string directory)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in System.IO.Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(directory, file).Replace('\\', '/');
            if (name == WarmStartDescription.FileName) continue;
            using var stream = File.OpenRead(file);
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        return hashes;
    }

    static CaseFormatException Tampered(string directory, string file, string fact) => new(Path.Combine(directory, file), fact, "It is not run. Write the warm start again; to change it, copy it first and run the copy yourself.");
}

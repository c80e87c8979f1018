namespace CfdBridge.Pipeline;

/// <summary>Tells local disks from network file systems, where change events of other machines never arrive.</summary>
public static class NetworkFileSystem
{
    static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "lustre", "gpfs", "beegfs", "ceph", "glusterfs", "fuse.glusterfs",
        "fuse.sshfs", "afs", "9p", "orangefs", "pvfs2", "panfs", "vboxsf", "virtiofs", "fuse.ceph", "fuse.lustre",
    };

    /// <summary>Whether a path lies on a network file system, by the longest mount point above it.</summary>
    public static bool Holds(string path) => TypeOf(path, "/proc/self/mountinfo") is { } type && Types.Contains(type);

    /// <summary>Type of the file system a path lies on, or null where the system does not tell.</summary>
    internal static string? TypeOf(string path, string mountInfo)
    {
        if (!File.Exists(mountInfo)) return null;
        var full = Path.GetFullPath(path);
        var (longest, type) = (-1, (string?)null);
        foreach (var line in File.ReadLines(mountInfo))
        {
            // ID parent major:minor root MOUNT-POINT options optional... - TYPE source options (proc(5))
            var halves = line.Split(" - ", 2);
            var left = halves[0].Split(' ');
            if (halves.Length < 2 || left.Length < 5) continue;
            var mount = left[4].Replace("\\040", " ", StringComparison.Ordinal);
            if (mount.Length > longest && IsAbove(mount, full)) (longest, type) = (mount.Length, halves[1].Split(' ')[0]);
        }

        return type;
    }

    static bool IsAbove(string mount, string path) =>
        mount == "/" || path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal);
}

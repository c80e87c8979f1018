namespace CfdBridge.OpenFoam;

/// <summary>Where a path really leads, every symbolic link on the way followed.</summary>
static class RealPath
{
    const int MostLinks = 40;

    /// <summary>The real path, or null where links lead in a circle. What does not exist is kept as it is written.</summary>
    public static string? Of(string path)
    {
        var links = 0;
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = "/";
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) return null;
            var full = Path.GetFullPath(target, real);
            real = "/";
            foreach (var step in Parts(full)) rest.Push(step);
        }

        return real;
    }

    public static bool IsInside(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    // Last part first, as a stack wants them.
    static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();
}

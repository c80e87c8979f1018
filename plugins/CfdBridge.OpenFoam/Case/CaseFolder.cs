namespace CfdBridge.OpenFoam;

/// <summary>The directory of a case.</summary>
sealed class CaseFolder
{
    static readonly string[] Markers = [".foam", ".OpenFOAM"];

    CaseFolder(string root) => Root = root;

    /// <summary>Absolute path without a slash at its end.</summary>
    public string Root { get; }

    /// <summary>The case at a path: a directory, or a <c>.foam</c> file in it, which ParaView users make.</summary>
    public static CaseFolder Of(string path)
    {
        var full = Path.GetFullPath(path);
        var isMarker = Markers.Contains(Path.GetExtension(full)) && !Directory.Exists(full);
        return new(Path.TrimEndingDirectorySeparator(isMarker ? Path.GetDirectoryName(full) ?? full : full));
    }

    public static bool Recognises(string path)
    {
        var isMarker = Markers.Contains(Path.GetExtension(path)) && File.Exists(path);
        if (!isMarker && !Directory.Exists(path)) return false;
        var folder = Of(path);
        return File.Exists(folder.At("system", "controlDict")) && (Regions.AnyMesh(folder.Root) || Layout.DecomposedOf(folder).Count > 0);
    }

    public string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file's name in messages, beginning with the case's own: <c>cavity/0.5/U</c>.</summary>
    public string NameOf(string path) => $"{Path.GetFileName(Root)}/{Path.GetRelativePath(Root, path)}";
}

namespace CfdBridge.Vtk;

/// <summary>Kinds of VTK data files, by extension.</summary>
public static class VtkFormat
{
    static readonly HashSet<string> pieces = [".vtu", ".vtp", ".vti", ".vts", ".vtr"];
    static readonly HashSet<string> parallel = [".pvtu", ".pvtp", ".pvti", ".pvts", ".pvtr"];
    static readonly HashSet<string> blocks = [".vtm", ".vtmb"];

    /// <summary>Whether <see cref="VtkReader"/> reads files with this name.</summary>
    public static bool IsData(string path) => IsXml(path) || IsLegacy(path);

    /// <summary>Whether it is one of the XML formats, which end in a closing tag.</summary>
    public static bool IsXml(string path) => IsPiece(path) || IsParallel(path) || IsMultiBlock(path);

    /// <summary>Whether it is the legacy format, which does not show that it is whole.</summary>
    public static bool IsLegacy(string path) => Extension(path) == ".vtk";

    /// <summary>Whether it names blocks in other files.</summary>
    public static bool IsMultiBlock(string path) => blocks.Contains(Extension(path));

    /// <summary>Whether it names pieces in other files.</summary>
    public static bool IsParallel(string path) => parallel.Contains(Extension(path));

    /// <summary>Whether it is a file of its own with one mesh.</summary>
    public static bool IsPiece(string path) => pieces.Contains(Extension(path));

    static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}

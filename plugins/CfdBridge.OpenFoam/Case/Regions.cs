namespace CfdBridge.OpenFoam;

/// <summary>Which mesh of a case is meant.</summary>
static class Regions
{
    /// <summary>OpenFOAM's name for the mesh of a case that has only one.</summary>
    const string Default = "region0";

    /// <summary>Whether a case or rank directory has a mesh, of whatever region.</summary>
    public static bool AnyMesh(string folder) => Directory.Exists(Path.Combine(folder, "constant", "polyMesh")) || Named(folder).Count > 0;

    /// <summary>The folder of the region below time directories and <c>constant</c>: empty for the default mesh.</summary>
    /// <exception cref="CaseFormatException">There are several and none is asked for, or the one asked for does not exist.</exception>
    public static string Choose(CaseFolder folder, IReadOnlyList<Layout> layouts, string? asked)
    {
        var places = layouts.Select(l => l.Folders[0].Path).Distinct().ToArray();
        var named = places.SelectMany(Named).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (asked is not (null or Default))
        {
            return named.Contains(asked)
                ? asked
                : throw new CaseFormatException(folder.NameOf(folder.At("constant")), $"there is no mesh of region \"{asked}\"", NearMatch.Hint(asked, named));
        }

        if (named.Length == 0 || places.Any(p => Directory.Exists(Path.Combine(p, "constant", "polyMesh")))) return "";
        if (named.Length == 1 && asked is null) return named[0];
        throw new CaseFormatException(folder.NameOf(folder.At("constant")),
            $"the case has {named.Length} regions and none is named: {string.Join(", ", named)}", $"Name one, such as --region {named[0]}.");
    }

    static IReadOnlyList<string> Named(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Path.Combine(folder, "constant"))
                .Where(d => Directory.Exists(Path.Combine(d, "polyMesh"))).Select(d => Path.GetFileName(d))];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

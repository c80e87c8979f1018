using System.Text.RegularExpressions;

namespace CfdBridge.OpenFoam;

/// <summary>Turbulence quantities that schemes are often listed for although the case has no such field: those list nothing.</summary>
static partial class TurbulenceFields
{
    static readonly string[] All = ["k", "epsilon", "omega", "nuTilda", "R", "v2", "f", "gammaInt", "ReThetat"];

    /// <summary>Those that a case has no field of; none where no set-up can be found.</summary>
    public static IReadOnlySet<string> Absent(CaseFolder folder)
    {
        string[] roots = [folder.Root, .. Layout.DecomposedOf(folder).Select(layout => layout.Folders[0].Path)];
        HashSet<string> present = [.. roots.SelectMany(root => new[] { "0", "0.orig" }.SelectMany(name => FieldNames.In(Path.Combine(root, name))))];
        return present.Count == 0 ? new HashSet<string>() : All.Except(present).ToHashSet();
    }

    /// <summary>The plain words of a term such as <c>div(phi,omega)</c>.</summary>
    public static HashSet<string> Names(string term) => [.. Word().Matches(term).Select(match => match.Value)];

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}

using System.Text.RegularExpressions;

namespace CfdBridge.OpenFoam;

/// <summary>The boundary conditions of a field's file, patch by patch.</summary>
sealed class FieldBoundary
{
    readonly FieldTemplate file;
    readonly FoamDictionary patches;
    readonly CancellationToken cancellationToken;

    FieldBoundary(FieldTemplate file, FoamDictionary patches, CancellationToken cancellationToken) => (this.file, this.patches, this.cancellationToken) = (file, patches, cancellationToken);

    public static FieldBoundary Of(CaseFolder folder, string path, FieldTemplate file, CancellationToken cancellationToken)
    {
        using var stream = FoamFiles.Open(folder, path, cancellationToken);
        var header = FoamHeader.Read(stream);
        var top = new DictionaryParser(stream, header, new IncludeScope(folder, path, cancellationToken), capture: null).ReadFile();
        var patches = top.Find("boundaryField")?.Dictionary ?? throw new CaseFormatException(file.Place, "it has no boundaryField", "Write the field again.");
        return new(file, patches, cancellationToken);
    }

    /// <summary>The type of a patch's condition; empty where the file has none for it.</summary>
    public string TypeOf(string patch) => Of(patch)?.TextOf("type") ?? "";

    /// <summary>Values on a patch as the file has them [faces, components]; null where it has none, or only the solver can work them out.</summary>
    public double[]? ValuesOf(PatchEntry patch, ElementType type, string entry = "value")
    {
        if (file.Boundary.Find(patch.Name)?.Find(entry) is { } span && ValueText.Read(file, span, type, patch.Size, cancellationToken) is { } listed) return listed;
        if (Of(patch.Name) is not { } dictionary || dictionary.Find(entry) is not { } found) return null;
        try
        {
            var tokens = MacroExpansion.Resolve(found, dictionary);
            if (tokens is not [{ Kind: TokenKind.Word, Text: "uniform" }, ..]) return null;
            double[] one = [.. tokens.Where(token => token.Kind == TokenKind.Number).Select(token => token.Number)];
            return one.Length == type.Components ? [.. Enumerable.Repeat(one, patch.Size).SelectMany(row => row)] : null;
        }
        catch (CaseFormatException)
        {
            return null; // computed by the solver
        }
    }

    // A patch by its name; else the last of the patterns that fits it, as OpenFOAM looks them up.
    FoamDictionary? Of(string patch)
    {
        if (patches.Find(patch)?.Dictionary is { } exact) return exact;
        var pattern = patches.Keywords.LastOrDefault(key => patches.Find(key)?.Dictionary is not null && Fits(key, patch));
        return pattern is null ? null : patches.Find(pattern)?.Dictionary;
    }

    public static bool Fits(string pattern, string patch)
    {
        try
        {
            return Regex.IsMatch(patch, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (Exception notOne) when (notOne is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

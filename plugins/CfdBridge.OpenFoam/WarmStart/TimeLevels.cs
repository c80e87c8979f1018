using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>
/// What a restart may know of the time before it. Fields of the step before (<c>U_0</c>) belong to another flow and are
/// never carried over. A two-level scheme that finds <c>uniform/time</c> without them takes the step before for this one,
/// which was measured to be 20 times worse than starting anew: so it goes too.
/// </summary>
static class TimeLevels
{
    static readonly string[] TwoLevels = ["backward", "CrankNicolson", "CoEuler", "SLTS"];

    /// <summary>The case's scheme in time; null where it cannot be told.</summary>
    public static string? Scheme(CaseFolder folder, CancellationToken cancellationToken) =>
        CaseFiles.Dictionary(folder, "system/fvSchemes", cancellationToken)?.Find("ddtSchemes")?.Dictionary?.Find("default") is { Tokens: [{ Kind: TokenKind.Word } first, ..] } ? first.Text : null;

    /// <summary>Writes <c>uniform/time</c> where it helps, and copies what else the set-up holds.</summary>
    /// <returns>What was done, in words.</returns>
    public static IEnumerable<string> Write(CaseFolder folder, WarmStartRequest request, CaseTemplate template, IReadOnlyList<CasePart> parts, string startName, CancellationToken cancellationToken)
    {
        foreach (var part in parts) CopyBeside(Path.Combine(part.Source, template.Name), Path.Combine(request.Directory, part.Folder, startName), folder, cancellationToken);
        var scheme = Scheme(folder, cancellationToken);
        if (request.Kind != WarmStartKind.Continue) yield break;
        if (scheme is null || TwoLevels.Contains(scheme))
        {
            yield return $"The scheme in time ({scheme ?? "unknown"}) may look two steps back: neither the step before nor uniform/time is handed over, so the first step is of first order.";
            yield break;
        }

        var written = CaseFiles.Dictionary(folder, Path.Combine(Path.GetRelativePath(folder.Root, parts[0].Source), template.Name, "uniform", "time"), cancellationToken);
        if (written?.NumberOf("index") is not { } index) yield break;
        var step = written.NumberOf("deltaT") ?? 1;
        var levels = FormattableString.Invariant(
            $"""
            value           {startName};
            name            "{startName}";
            index           {index};
            deltaT          {step:R};
            deltaT0         {step:R};

            """);
        var text = Encoding.ASCII.GetBytes(WrittenHeader.Of(binary: false, "dictionary", $"{startName}/uniform", "time") + levels);
        foreach (var part in parts) AtomicFile.Write(Path.Combine(request.Directory, part.Folder, startName, "uniform", "time"), into => into.Write(text));
    }

    // Files that boundary conditions include stand beside the fields.
    static void CopyBeside(string from, string to, CaseFolder folder, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateFiles(from))
        {
            var name = Path.GetFileName(path);
            if (name.EndsWith("_0", StringComparison.Ordinal) || name.EndsWith("_0.gz", StringComparison.Ordinal) || name.Contains(AtomicFile.TemporaryMark, StringComparison.Ordinal)) continue;
            if (IsField(folder, path, cancellationToken)) continue;
            Directory.CreateDirectory(to);
            File.Copy(path, Path.Combine(to, name), overwrite: true);
        }
    }

    static bool IsField(CaseFolder folder, string path, CancellationToken cancellationToken)
    {
        using var stream = FoamFiles.Open(folder, path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path, cancellationToken);
        return FoamHeader.TryRead(stream) is { } header && (header.Class.EndsWith("Field", StringComparison.Ordinal));
    }
}

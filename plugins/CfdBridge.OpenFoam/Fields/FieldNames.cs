namespace CfdBridge.OpenFoam;

/// <summary>Which files of a time directory are fields on cells.</summary>
sealed class FieldNames
{
    // The classes of names do not change during a run, so each is looked up in one file only.
    readonly Dictionary<string, bool> isVolField = [];

    /// <summary>
    /// Files that may be fields, without <c>.gz</c>. Left out: fields of the step before that second-order schemes keep
    /// (<c>U_0</c>), backups, files being put in place, our own temporaries, and a link <c>uniform</c> that leads nowhere.
    /// </summary>
    public static IEnumerable<string> In(string directory)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(directory);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return []; // the directory is being purged
        }

        return files.Select(f => Unpacked(Path.GetFileName(f))).Where(IsCandidate).Distinct().Order(StringComparer.Ordinal);
    }

    static string Unpacked(string name) => name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;

    static bool IsCandidate(string name) =>
        name.Length > 0 && name[0] != '.' && name != "uniform" && !name.EndsWith("_0", StringComparison.Ordinal) && !name.EndsWith(".orig", StringComparison.Ordinal)
        && !name.Contains('~') && !name.Contains(AtomicFile.TemporaryMark, StringComparison.Ordinal);

    /// <summary>The fields to read from a step: those asked for, or all on cells.</summary>
    /// <param name="folder">The step's directory (with its region) below each rank folder.</param>
    public IReadOnlyList<string> Choose(RankFiles files, string folder, IReadOnlyList<string> asked)
    {
        var directory = files.First(folder);
        var place = files.Folder.NameOf(directory);
        if (asked.Count == 0)
        {
            var all = In(directory).Where(name => IsVolField(files, Path.Combine(folder, name), name)).ToArray();
            return all.Length > 0 ? all : throw new CaseFormatException(place, "it holds no field on cells", "Was the step purged, or is the solver still writing? Otherwise remove the directory.");
        }

        foreach (var name in asked)
        {
            if (name.Contains('/') || !FoamFiles.Exists(Path.Combine(directory, name)))
                throw new CaseFormatException(place, $"there is no field \"{name}\"", NearMatch.Hint(name, In(directory)));
        }

        return asked;
    }

    bool IsVolField(RankFiles files, string path, string name)
    {
        lock (isVolField)
        {
            if (isVolField.TryGetValue(name, out var known)) return known;
        }

        var kind = ClassOf(files, files.First(path));
        if (kind is null) return false; // not OpenFOAM's: somebody's notes; the next one of this name may be
        lock (isVolField) return isVolField[name] = ElementType.OfVolField(kind) is not null;
    }

    static string? ClassOf(RankFiles files, string path)
    {
        using var stream = FoamFiles.Open(files.Folder, path, files.CancellationToken);
        if (FoamHeader.TryRead(stream) is not { } header)
            return stream.Peek() >= 0 ? null : throw new CaseFormatException(stream.Name, "the file is empty", FoamStream.StillWriting);
        if (!header.IsBlocks) return header.Class;
        if (header.OfBlocks is { } inner) return inner.Class;
        Numbers.NextCount(stream);
        stream.SkipSpace();
        stream.Expect('(', "the first block has no opening bracket");
        return FoamHeader.Read(stream).Class;
    }
}

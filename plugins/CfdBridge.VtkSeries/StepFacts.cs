using System.Globalization;
using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>
/// State, time and fingerprint of steps, remembered as long as size and time of change of their files stay: a scan of
/// thousands of known files only asks the file system for these two.
/// </summary>
sealed class StepFacts
{
    readonly Dictionary<string, Known> known = [];

    /// <summary>The candidate for a step, or null where its files are gone or CfdBridge's own.</summary>
    public SeenStep? Candidate(ListedStep step, CancellationToken cancellationToken)
    {
        var files = new Known[step.Files.Count];
        for (var i = 0; i < files.Length; i++)
        {
            if (Look(step.Files[i]) is not { } file) return null;
            files[i] = file;
        }

        if (files.Any(f => f.Facts.IsProduct)) return null;
        var state = files.Max(f => f.Facts.State); // the enumeration rises from complete to unfinished
        var fingerprint = string.Join(';', files.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Length}-{f.Written.Ticks}")));
        return new(new(step.Name, Time(step, files, state, cancellationToken), state, fingerprint), files.Max(f => f.Written));
    }

    /// <summary>Whether CfdBridge wrote a step, by what was seen of it last.</summary>
    public bool IsProduct(ListedStep step) => step.Files.Any(f => known.TryGetValue(f, out var file) && file.Facts.IsProduct);

    Known? Look(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return null;
        if (known.TryGetValue(path, out var before) && before.Length == file.Length && before.Written == file.LastWriteTimeUtc
            && before.Facts.State != StepState.Unfinished) // what an index names may have arrived meanwhile
            return before;
        return known[path] = new(path, file.Length, file.LastWriteTimeUtc, FileHead.Look(path));
    }

    static double Time(ListedStep step, Known[] files, StepState state, CancellationToken cancellationToken)
    {
        var facts = files[0].Facts;
        if (step.IndexTime is { } index) return facts.CommentTime is { } precise ? SolverTime.Refined(index, precise) : index;
        if (facts.CommentTime is { } comment) return comment;
        if (facts.LegacyTime is { } legacy) return legacy;
        if (state == StepState.Unfinished || !facts.NamesTime) return step.Number;
        return (files[0].InnerTime ??= InnerTime(files[0].Path, cancellationToken)) ?? step.Number;
    }

    static double? InnerTime(string path, CancellationToken cancellationToken)
    {
        try
        {
            return VtkReader.ReadTime(path, cancellationToken) is { } time ? SolverTime.Shortest(time) : null;
        }
        catch (CaseFormatException)
        {
            return null; // reading the step will say what is wrong with it
        }
    }

    sealed record Known(string Path, long Length, DateTime Written, FileFacts Facts)
    {
        public double? InnerTime { get; set; }
    }
}

using CfdBridge.Data;

namespace CfdBridge.Worker;

/// <summary>The runs of a library, as text.</summary>
static class LibraryListing
{
    /// <summary>Whether a folder is a captured run or holds some.</summary>
    public static bool Recognises(string path) =>
        Directory.Exists(path) && (IsRun(path) || Directory.EnumerateDirectories(path).Any(IsRun));

    public static void Print(string path, TextWriter output)
    {
        var runs = ShardReader.Library(path);
        output.WriteLine($"library   {runs.Count} runs on {runs.Select(run => run.Description.MeshId).Distinct().Count()} mesh(es)");
        foreach (var run in runs.Select(run => run.Description))
        {
            var parameters = run.Parameters.Select(one => FormattableString.Invariant($"{one.Key}={one.Value:G6}"));
            output.WriteLine($"run       {run.Name}: {string.Join(" ", parameters)}{(run.Parameters.Count > 0 ? ", " : "")}{run.TimesSeconds.Count} snapshots of {string.Join(", ", run.Fields.Select(field => field.Name))}");
            output.WriteLine($"          {(run.Numerics is { } numerics ? NumericsText.Line(numerics) : "how it was solved is not known")}");
        }

        var known = runs.Count(run => run.Description.Numerics is not null);
        output.WriteLine($"numerics  kept of {known} of {runs.Count} runs{(known < runs.Count ? ": a warm start from the others needs --allow-advisory; captured again from an OpenFOAM case they have them" : "")}");
    }

    static bool IsRun(string path) => File.Exists(Path.Combine(path, ShardDescription.FileName));
}

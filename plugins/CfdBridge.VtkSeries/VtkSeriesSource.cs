using CfdBridge.Vtk;
using Microsoft.Extensions.Logging;

namespace CfdBridge.VtkSeries;

/// <summary>Reads a series of VTK files, wherever its steps and times are named.</summary>
sealed class VtkSeriesSource(SourceRequest request, VtkSeriesOptions options, ILogger logger) : ISnapshotSource
{
    readonly Lock gate = new(); // scans and reads come from different threads
    readonly StepFacts facts = new();
    readonly VtkReader reader = new();
    IListing? listing;
    Dictionary<string, ListedStep> steps = [];
    IReadOnlyList<StepCandidate> previous = [];
    bool purges;

    public SourceScan Scan(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            try
            {
                listing ??= SeriesPlace.Open(request.Path, options);
                return Look(listing, cancellationToken);
            }
            catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
            {
                // A file or folder went while it was looked at: the next scan will see what stands there then.
                VtkSeriesLog.ScanDisturbed(logger, request.Path, moving.Message);
                return new([], listing?.Directories ?? [], purges);
            }
        }
    }

    public Task<Snapshot> ReadAsync(StepCandidate step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Task.FromResult(Read(step, cancellationToken)); // on the caller's thread: that of a watched case waits for no other
    }

    SourceScan Look(IListing place, CancellationToken cancellationToken)
    {
        var listed = place.List();
        var candidates = new List<SeenStep>(listed.Count);
        foreach (var step in listed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (facts.Candidate(step, cancellationToken) is { } candidate) candidates.Add(candidate);
        }

        if (candidates.Count == 0 && listed.Any(facts.IsProduct)) throw OwnProduct(request.Path);
        steps = listed.ToDictionary(s => s.Name);
        var ordered = OneForEachTime(candidates);
        purges = purges || HasLostItsFirst(previous, ordered);
        previous = ordered;
        return new(ordered, place.Directories, purges);
    }

    Snapshot Read(StepCandidate step, CancellationToken cancellationToken)
    {
        var files = FilesOf(step, cancellationToken);
        if (request.Region is not null && !files.Any(VtkFormat.IsMultiBlock))
            throw new CaseFormatException(files[0], $"it has no regions, and \"{request.Region}\" is asked for", "Leave the region out.");
        var content = reader.ReadAll(files, request.Region, cancellationToken);
        if (content.Fields.Any(f => f.Name == VtuFile.PredictedArray)) throw OwnProduct(files[0]);
        return new(step.TimeSeconds, content.Mesh, ChosenFields.Of(content.Fields, request.Fields, files[0]));
    }

    IReadOnlyList<string> FilesOf(StepCandidate step, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // After a restart of the host a step may be asked for before anything was scanned.
            if (!steps.ContainsKey(step.Name)) _ = Scan(cancellationToken);
            return steps.TryGetValue(step.Name, out var found)
                ? found.Files
                : throw new CaseFormatException($"{request.Path}, step {step.Name}", "the step is gone", "The solver has removed it, or the series was written anew.");
        }
    }

    // After a restart a time may stand on disk twice, under two numbers: the one written last is the run's.
    static IReadOnlyList<StepCandidate> OneForEachTime(List<SeenStep> seen) =>
    [
        .. seen.GroupBy(s => s.Candidate.TimeSeconds)
            .Select(same => same.MaxBy(s => s.WrittenUtc)!.Candidate) // a group is never empty
            .OrderBy(c => c.TimeSeconds),
    ];

    // A new run loses all its steps and a restart its last ones; only who purges loses the first and keeps others.
    static bool HasLostItsFirst(IReadOnlyList<StepCandidate> before, IReadOnlyList<StepCandidate> now)
    {
        var names = now.Select(c => c.Name).ToHashSet();
        return before.Count > 0 && !names.Contains(before[0].Name) && before.Any(c => names.Contains(c.Name));
    }

    static CaseFormatException OwnProduct(string path) => new(path,
        $"it was written by CfdBridge (it has the array {VtuFile.PredictedArray})",
        "What the bridge wrote is never read back as an observation: name the solver's own output.");
}
